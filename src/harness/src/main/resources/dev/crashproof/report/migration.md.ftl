
## Running workflows moved to other workers

While ${m.workflows} workflows ran, their types were moved one after the other from one worker to several, and workers were killed ${m.kills} times (${cell(m.killsInWords())}), at moments that the seed ${m.seed?c} drew. Each workflow had to end right, with every effect once.

| Kills (planned) | Workflows | Open while their type moved | Effects | Lost | Twice | Old event histories replayed on the new workers | Refused, as they must be | Verdict |
|-----------------|-----------|-----------------------------|---------|------|-------|-------------------------------------------------|--------------------------|---------|
| ${m.kills} (${m.plannedKills}) | ${m.workflows} | ${m.straddled} | ${m.effects} | ${m.lost} | ${m.twice} | ${m.replayed} | ${m.refused} | **${m.verdict}** |
<#list m.reasons>

Why it is not VALID:

<#items as reason>
- ${cell(reason)}
</#items>
</#list>
