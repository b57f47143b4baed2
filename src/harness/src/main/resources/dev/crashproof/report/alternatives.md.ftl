<#ftl output_format="undefined">

## The alternatives, measured

Each took its turns in blocks under the same seeded load: short activities alone, then beside the heavy one, then with a worker killed and left dead for a while.

| Alternative | Turns | Processes | All poll after | Idle memory | Peak memory | Short activity alone, p50 / p99 | Under load, p50 / p99 | Slower, p50 / p99 | Heavy workflows done |
|-------------|-------|-----------|----------------|-------------|-------------|---------------------------------|-----------------------|-------------------|----------------------|
<#list alternatives as a>
| ${cell(a.result.name)} | ${a.result.turns} of ${a.result.planned} | ${a.processes} | ${a.ready} | ${a.idle} | ${a.peak} | ${a.quiet} | ${a.loaded} | ${a.slowdown} | ${a.heavy} |
</#list>

Memory is summed over the processes; what they share counts more than once. Short activities are timed from schedule to close by the server's clock.
<#list alternatives?filter(a -> a.result.reason != "")>

<#items as a>
- **${cell(a.result.name)}**: ${cell(a.result.reason)}
</#items>
</#list>
<#list alternatives?filter(a -> a.outages?size != 0)>

### What one worker's death stops

| Alternative | Killed | Deaths | Stopped | Went on | Stopped work is back after | All that was open is done after |
|-------------|--------|--------|---------|---------|----------------------------|---------------------------------|
<#items as a>
<#list a.outages as o>
| ${cell(o.alternative)} | ${cell(o.victim)} | ${o.deaths} | ${cell(o.stopped)} | ${cell(o.goesOn)} | ${o.recovery} | ${o.inFlight} |
</#list>
</#items>

In brackets: how many were taken up, and how many had completed, while the worker was dead, of those started just after the kill. A workflow type has stopped if none was taken up. Times count from the kill, so the time for which the worker was left dead is in them.
</#list>
