<#ftl output_format="undefined">
<#-- A table's cell: one line, and nothing in it that ends the cell. -->
<#function cell text>
  <#return text?replace("\\s*[\\r\\n]+\\s*", " ", "r")?replace("|", "\\|")>
</#function>
${heading}

A run of `mvn verify -Pbenchmark` of its own: ours against a naive worker with the same database stack (the plain SDK with default options, JDK default flags), on the same server, in pairs one after the other in random order, the first pair discarded. The ratio is the median of the pairs' ratios, with the 95 % interval of a bootstrap. Raw values: [benchmark.json](benchmark.json).

| What | JDK | Server | Ours, median | p99 | Naive, median | Ratio | Target | |
|------|-----|--------|--------------|-----|---------------|-------|--------|-|
<#list rows as r>
| ${cell(r.title)} (`${r.id}`) | ${cell(r.jdk)} | ${cell(r.server)} | ${r.ours} | ${r.p99} | ${r.naive} | ${r.ratio} | ${r.target} | ${cell(r.verdict)} |
</#list>

<#list rows as r>
- `${r.id}`: ${cell(r.how)}
</#list>
<#list benchmark.notes>

<#items as note>
- ${note}
</#items>
</#list>

Begun ${begun}, commit ${cell(commit)}; ${cell(benchmark.environment.machine.cpuModel)}, ${benchmark.environment.machine.cores} cores; Temporal ${cell(benchmark.environment.temporalVersion)}, Postgres ${cell(benchmark.environment.postgresVersion)} (${cell(benchmark.environment.backend)}); control ${control} (above 2 the machine was busy).
