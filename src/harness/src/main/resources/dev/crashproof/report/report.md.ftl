<#ftl output_format="undefined">
<#-- A table's cell: one line, and nothing in it that ends the cell or begins a tag. -->
<#function cell text>
  <#return text?replace("\\s*[\\r\\n]+\\s*", " ", "r")?replace("|", "\\|")?replace("<(?=[A-Za-z/!])", "&lt;", "r")>
</#function>
# ${plan.title}

${plan.intro}

## ${plan.tableTitle}

| Metric | Target | Actual |
|--------|--------|--------|
<#list targets as t>
| ${cell(t.name)} | ${cell(t.asWritten)} | <#if t.actual != "">${t.actual} ${t.statistic}, n ${t.n}: **${t.verdict}**<#else>**${t.verdict}**: ${cell(t.reason)}</#if> |
</#list>

<#if failures?size == 0>
Every target that could be judged was met, every scenario<#if sweeps?size != 0> and sweep</#if> is VALID, and <#if baselineUsed>no recovery is clearly slower than the baseline<#else>no recovery could be held against a baseline</#if>.
<#else>
What makes this run fail:

<#list failures as failure>
- ${cell(failure)}
</#list>
</#if>

## The targets in detail

| Metric | n (warm-up) | Median | Average | p99 | Min | Max | Spread (IQR) | Control | Verdict |
|--------|-------------|--------|---------|-----|-----|-----|--------------|---------|---------|
<#list targets as t>
| ${cell(t.name)} | ${t.n} (${t.warmUps}) | ${t.median} | ${t.mean} | ${t.p99} | ${t.min} | ${t.max} | ${t.spread} | ${t.control} | ${t.verdict}: ${cell(t.reason)} |
</#list>

<#list targets as t>
<#if t.how != "" || t.note != "">
- **${t.name}**<#if t.note != ""> (${cell(t.note)})</#if><#if t.how != "">: ${cell(t.how)}</#if>
</#if>
</#list>

"Control" is how many times longer than at its best a busy loop of fixed work took beside the measure: above 2 a miss is called UNKNOWN, because the machine and not the worker may have been slow. Percentiles are interpolated; of fewer than 100 samples the p99 lies between the two largest.
<#if claims?size != 0>
<#include "claims.md.ftl">
</#if>
<#if alternatives?size != 0>
<#include "alternatives.md.ftl">
</#if>
<#if supporting?size != 0>

## Measured beside them

| Measure | n | Median | Average | p99 | Min | Max | Spread (IQR) | How |
|---------|---|--------|---------|-----|-----|-----|--------------|-----|
<#list supporting as m>
| ${cell(m.name)} | ${m.n} | ${m.median} | ${m.mean} | ${m.p99} | ${m.min} | ${m.max} | ${m.spread} | ${cell(m.how)} |
</#list>
</#if>
<#if recovery?size != 0>

## Recovery by kill moment

| Killed | n | Median | p99 | Max | Spread (IQR) | Against the baseline |
|--------|---|--------|-----|-----|--------------|----------------------|
<#list recovery as r>
| ${cell(r.name)} | ${r.n} | ${r.median} | ${r.p99} | ${r.max} | ${r.spread} | <#if baselineUsed>${cell(r.comparison)}<#else>not compared</#if> |
</#list>

<#list recovery as r>
- **${r.name}**: ${cell(r.how)}
</#list>

<#if baselineUsed>The baseline is ${cell(baseline)}.<#else>No baseline was used: ${cell(baseline)}.</#if>
</#if>
<#if sweeps?size != 0>
<#include "sweeps.md.ftl">
</#if>
<#list migration as m>
<#include "migration.md.ftl">
</#list>
<#include "faults.md.ftl">
<#if scenarios?size != 0>

## Scenarios

| Scenario | Workflow | Killed | Runs | VALID | UNKNOWN | INVALID | Verdict |
|----------|----------|--------|------|-------|---------|---------|---------|
<#list scenarios as s>
| ${cell(s.id)} | ${cell(s.workflow)} | ${cell(s.moment)} | ${s.runs} | ${s.valid} | ${s.unknown} | ${s.invalid} | **${s.verdict}** |
</#list>
<#list doubtful>

Why some are not VALID:

<#items as s>
- **${s.id}** is ${s.verdict}:
<#list s.reasons as reason>
  - ${cell(reason)}
</#list>
</#items>
</#list>
</#if>
<#list missing>

## Not done

<#items as id, why>
- **${id}**: ${cell(why)}
</#items>
</#list>
<#if plan.inputs?size != 0>

## Inputs of the workload

| Input | Value | |
|-------|-------|-|
<#list plan.inputs as input>
| ${cell(input.name)} | ${cell(input.value)} | ${cell(input.note)} |
</#list>
</#if>

## Machine and environment

| | |
|-|-|
| Backend | ${cell(environment.backend)}: ${cell(environment.reason)} |
| Temporal | ${cell(environment.temporal)}, version ${cell(environment.temporalVersion)} |
| Postgres | ${cell(environment.postgres)}, version ${cell(environment.postgresVersion)} |
| Timings | <#if environment.comparableTimings>comparable with other runs on the same backend<#else>**not comparable** with other runs</#if> |
| Machine | ${cell(environment.machine.cpuModel)}, ${environment.machine.cores} cores, ${environment.machine.memoryMib} MiB |
| System | ${cell(environment.machine.os)}, kernel ${cell(environment.machine.kernel)} |
| Java | harness ${cell(environment.harnessJava)}, worker ${cell(environment.workerJava)} |
| Crashproof | ${cell(environment.crashproofVersion)}, commit ${cell(commit)} |
<#list plan.reproduce>

## How to reproduce

<#items as line>
- ${line}
</#items>
</#list>
<#list plan.limits>

## Limits

<#items as line>
- ${line}
</#items>
</#list>

Derived from the raw facts of run ${run}.
