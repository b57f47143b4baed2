<#ftl output_format="undefined">
<#-- Code in a line: no line end, and a fence that what stands inside does not end. -->
<#function code text>
  <#local line = text?replace("\\s*[\\r\\n]+\\s*", " ", "r")>
  <#return line?contains("`")?then("`` " + line + " ``", "`" + line + "`")>
</#function>
<#function codeCell text>
  <#return code(text)?replace("|", "\\|")>
</#function>
<#macro failure f>
- ${f.point}${code(f.boundary)} is ${f.validity}: ${cell(f.reason)}
<#if f.rerun != "">
  - again: ${code(f.rerun)}
</#if>
</#macro>

## Every crash that can matter

A killed process loses its memory and nothing else, so where it dies matters only relative to the messages on its wires. A sweep finds these boundaries in golden runs, kills the worker's whole process group at each, one workflow a boundary, and judges every one.

| Sweep | Workflow | Mode | Boundaries | Struck | VALID | UNKNOWN | INVALID | Excluded | Took | Verdict |
|-------|----------|------|------------|--------|-------|---------|---------|----------|------|---------|
<#list sweeps as s>
| ${cell(s.result.id)} | ${cell(s.result.workflow)} | ${cell(s.result.mode)} | ${s.result.boundaries} | ${s.result.cuts} | ${s.result.valid} | ${s.result.unknown} | ${s.result.invalid} | ${s.result.excluded} | ${s.took} | **${s.result.verdict}** |
</#list>

*Unassisted* is a cold restart under the worker's own settings: the recovery times are what production would see. *Assisted* is for speed: a warm standby, and what the dead worker held is taken from it at once. It shows what is lost or done twice; its recovery times say nothing about production.

*Exhaustive* is said of all cuts that one kill can make in this workflow with this input, and of no more. Outside of it are the time and length of the outage, the worker's local files, processes outside its group, and boundaries that only a recovery has.

<#list sweeps as s>
- **${s.result.id}**<#if s.result.inputs != ""> (${cell(s.result.inputs)})</#if>: <#if s.result.exhaustive>**exhaustive**<#else>not exhaustive</#if>. ${cell(s.result.exhaustiveWhy)} Golden runs: ${s.result.goldenRuns}<#if s.result.settled>, settled<#else>, not settled</#if>. Lanes: ${s.result.lanes}. <#if s.control != "">Control: ${s.control}. </#if>Audit of the plan: ${s.result.audit.validity}, ${cell(s.result.audit.reason)}.
</#list>
<#list sweeps?filter(s -> s.result.verdict != "VALID")>

### What is not VALID

<#items as s>
**${s.result.id}** is ${s.result.verdict}.

<#list s.result.reasons as reason>
- ${cell(reason)}
</#list>
<#list s.failures as f>
<@failure f/>
</#list>
<#list s.more>

<details>
<summary>${s.more?size} more</summary>

<#items as f>
<@failure f/>
</#items>

</details>
</#list>
<#sep>

</#sep>
</#items>
</#list>
<#list sweeps?filter(s -> s.recovery?size != 0)>

### Recovery by kind of boundary

| Sweep | Mode | Killed | n | Median | p99 | Max | Slowest |
|-------|------|--------|---|--------|-----|-----|---------|
<#items as s>
<#list s.recovery as r>
| ${cell(s.result.id)} | ${cell(s.result.mode)} | ${cell(r.kind)} | ${r.n} | ${r.median} | ${r.p99} | ${r.max} | ${codeCell(r.slowest)} |
</#list>
</#items>
</#list>
<#list sweeps?filter(s -> s.causes?size != 0)>

### Where the time went

| Sweep | Cause | n | Median | p99 | Max | Share |
|-------|-------|---|--------|-----|-----|-------|
<#items as s>
<#list s.causes as c>
| ${cell(s.result.id)} | ${cell(c.cause)} | ${c.n} | ${c.median} | ${c.p99} | ${c.max} | ${c.share} |
</#list>
</#items>

n is the number of recoveries in which the cause took any time; the share is of all recovery time of the sweep.<#list sweeps?filter(s -> s.attributed != "") as s> Of each recovery in ${cell(s.result.id)} the causes explain ${s.attributed} at least.</#list>
</#list>
<#list sweeps?filter(s -> s.exclusions?size != 0)>

### Left out, and why

| Sweep | Boundaries | Reason |
|-------|------------|--------|
<#items as s>
<#list s.exclusions as e>
| ${cell(s.result.id)} | ${e.boundaries?size} | ${cell(e.reason)} |
</#list>
</#items>

<#list sweeps?filter(s -> s.exclusions?size != 0) as s>
<details>
<summary>The ${s.result.excluded} that ${s.result.id} left out</summary>

<#list s.exclusions as e>
- ${cell(e.reason)}
<#list e.boundaries as boundary>
  - ${code(boundary)}
</#list>
</#list>

</details>
</#list>
</#list>
<#list sweeps?filter(s -> s.points?size != 0)>

### Every point

<#items as s>
<details>
<summary>The ${s.points?size} points of ${s.result.id}</summary>

| | Boundary | Tries | Recovery | Verdict |
|-|----------|-------|----------|---------|
<#list s.points as p>
| ${p.number} | ${codeCell(p.boundary)} | ${p.tries} | ${p.recovery} | ${p.validity} |
</#list>

</details>
</#items>
</#list>
