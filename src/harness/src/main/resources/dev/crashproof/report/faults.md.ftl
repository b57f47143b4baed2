<#ftl output_format="undefined">
<#if faults.faults?size != 0>

## Faults

Each kind by itself. One that the environment can't do is UNSUPPORTED, and no proof of anything.

| Fault | Trials | Struck | Verdict |
|-------|--------|--------|---------|
<#list faults.faults as f>
| ${cell(f.kind)} | ${f.trials} | ${f.struck} | **${f.verdict}** |
</#list>
<#list faults.faults?filter(f -> f.reasons?size != 0)>

<#items as f>
- **${cell(f.kind)}** is ${f.verdict}:
<#list f.reasons as reason>
  - ${cell(reason)}
</#list>
</#items>
</#list>
<#list faults.properties>

What holds of effects under them:

<#items as property>
- ${cell(property)}
</#items>
</#list>
</#if>
<#if faults.pairs?size != 0>

## Double faults

The fault of the column struck while the workload recovered from the fault of the row. V is VALID, **U** UNKNOWN, **I** INVALID, n/a UNSUPPORTED, – not planned.

| First, then |<#list faults.seconds as second> ${cell(second)} |</#list>
|-------------|<#list faults.seconds as second>---|</#list>
<#list faults.pairs as row>
| ${cell(row.heads[0])} |<#list row.cells as c> ${c} |</#list>
</#list>
<#list faults.doubtful>

<#items as p>
- **${cell(p.first)}, then ${cell(p.second)}** is ${p.verdict}: ${cell(p.reasons?join("; "))}
</#items>
</#list>
</#if>
<#if faults.mutants?size != 0>

## The oracle, proven

A checker that nobody tried to fool is worth little. Each of these workers is broken on purpose, and one named checker has to find it out: ${faults.caught} of ${faults.mutants?size} were.

| Mutant | Mistake | Revealed by | Checker | Caught |
|--------|---------|-------------|---------|--------|
<#list faults.mutants as m>
| ${cell(m.id)} | ${cell(m.mistake)} | ${cell(m.revealedBy)} | ${cell(m.checker)} | <#if m.caught>yes<#else>**no**: ${cell(m.reason)}</#if> |
</#list>
</#if>
<#if faults.summary != "">

## Coverage

${faults.summary}

| Fault | Workflow |<#list faults.moments as moment> ${cell(moment)} |</#list>
|-------|----------|<#list faults.moments as moment>---|</#list>
<#list faults.coverage as row>
| ${cell(row.heads[0])} | ${cell(row.heads[1])} |<#list row.cells as c> ${c} |</#list>
</#list>
<#list faults.gaps>

<#items as gap>
- ${cell(gap)}
</#items>
</#list>
</#if>
<#if faults.states?size != 0>

## Interesting states

A trial that never came into them shows nothing of them.

| State | Trials that saw it |
|-------|--------------------|
<#list faults.states as s>
| ${cell(s.state)} | <#if s.times == 0>**never**<#if s.required>, and it is required</#if><#else>${s.times}</#if> |
</#list>
</#if>
<#list faults.soak>

## Soak

Many workflows on a sound worker, some under random faults: whatever a checker calls INVALID is a false alarm, or a bug.

| Runs | Without a fault | With one or more | Faults | False alarms | Took | Seed | Verdict |
|------|-----------------|------------------|--------|--------------|------|------|---------|
<#items as s>
| ${s.runs} | ${s.faultFreeRuns} | ${s.faultyRuns} | ${s.faults} | ${s.falseAlarms} | ${faults.soakSeconds} | ${s.seed?c} | **${s.verdict}** |
<#list s.reasons>

<#items as reason>
- ${cell(reason)}
</#items>
</#list>
</#items>
<#if faults.soakReport != "">

The report of the last long one: ${cell(faults.soakReport)}.
</#if>
<#else>
<#if faults.soakReport != "">

## Soak

This run is none. The last one's report: ${cell(faults.soakReport)}.
</#if>
</#list>
