package dev.crashproof.suite;

/** The workflow types of a migration, and the role that each has in the end. */
enum MigrationKind {
  DEMO("DurableDemoWorkflow", "general"),
  APPROVAL("ApprovalWorkflow", "general"),
  VERIFICATION("VerificationWorkflow", "verification"),
  INTEGRATION("IntegrationWorkflow", "integration");

  private final String type;
  private final String role;

  MigrationKind(String type, String role) {
    this.type = type;
    this.role = role;
  }

  String type() {
    return type;
  }

  /** Its role in the end, whose task queue has the same name if it is a moved type's. */
  String role() {
    return role;
  }

  boolean moves() {
    return !role.equals("general");
  }
}
