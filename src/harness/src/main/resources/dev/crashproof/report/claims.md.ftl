<#ftl output_format="undefined">

## The claims, judged

A verdict is worked out from this run's figures by the rule of its claim: it holds if all conditions of the rule are seen, does not hold if none is, and holds partly otherwise.

| Claim | Where | Verdict | Figures | Why | Test |
|-------|-------|---------|---------|-----|------|
<#list claims as c>
| ${cell(c.result.claim)} | ${cell(c.result.where)} | **${c.verdict}** | ${cell(c.figures)} | ${cell(c.result.reason)}<#if c.result.note != "" && c.result.note != c.result.reason>. ${cell(c.result.note)}</#if> | <#if c.result.test != "">`${cell(c.result.test)}`</#if> |
</#list>
