package dev.crashproof.suite;

import java.util.List;

/**
 * The rows of ADR-006's tables and lists, as the ADR names them: what docs/adr-006-rows.md owes.
 */
final class AdrRows {
  static final List<Row> ALL =
      List.of(
          row("Alternatives Considered", "Monolithic (CHOSEN)"),
          row("Alternatives Considered", "Specialized from Start"),
          row("Alternatives Considered", "Dynamic Pools"),
          row("Alternatives Considered", "Serverless Workers"),
          row("Specialized Workers (Phase 2+)", "General"),
          row("Specialized Workers (Phase 2+)", "Verification"),
          row("Specialized Workers (Phase 2+)", "Integration"),
          row("Monolithic Worker (Phase 1), performance", "Startup Time"),
          row("Monolithic Worker (Phase 1), performance", "Memory Usage"),
          row("Monolithic Worker (Phase 1), performance", "Workflow Start Latency"),
          row("Monolithic Worker (Phase 1), performance", "Activity Execution"),
          row("Migration Strategy", "Step 1: Phase 1 (Now) - Monolithic"),
          row("Migration Strategy", "Step 2: Phase 2 (Verification Layer) - First Split"),
          row("Migration Strategy", "Step 3: Phase 3 (Integration Layer) - Domain Split"),
          row("Migration Strategy", "Step 4: Phase 4+ (Production) - Auto-Scaling"),
          row("Migration Strategy", "Code Changes Required for Migration"),
          row("Monitoring Strategy", "Phase 1, Logs: console output from single worker"),
          row("Monitoring Strategy", "Phase 1, UI: Temporal UI (localhost:8080)"),
          row("Monitoring Strategy", "Phase 1, Metrics: none (manual observation)"),
          row("Monitoring Strategy", "Phase 2-3, Logs: structured JSON logs per worker"),
          row(
              "Monitoring Strategy",
              "Phase 2-3, Metrics: worker poll count, activity execution time"),
          row("Monitoring Strategy", "Phase 2-3, Alerts: worker crash detection"),
          row("Monitoring Strategy", "Phase 4+, Logs: centralized (ELK/Datadog)"),
          row("Monitoring Strategy", "Phase 4+, Metrics: Prometheus + Grafana dashboards"),
          row("Monitoring Strategy", "Phase 4+, Alerts: PagerDuty integration"),
          row("Monitoring Strategy", "Phase 4+, Tracing: OpenTelemetry"),
          row("Testing Strategy", "test_monolithic_worker_handles_multiple_workflow_types"),
          row("Testing Strategy", "test_worker_restart_recovery"),
          row("Implementation", "Phase 1: Monolithic Worker"),
          row("Implementation", "Phase 2-3: Specialized Workers"),
          row("Implementation", "Phase 4+: Kubernetes Deployment"));

  private AdrRows() {}

  private static Row row(String table, String name) {
    return new Row(table, name);
  }

  /**
   * A row.
   *
   * @param table the table that it stands in
   * @param name how it begins
   */
  record Row(String table, String name) {}
}
