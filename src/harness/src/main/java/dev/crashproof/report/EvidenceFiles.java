package dev.crashproof.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.crashproof.history.Op;
import java.nio.file.Path;
import java.util.List;

/**
 * Evidence on disk, in two files that begin alike: {@code .jsonl} has its ops, one a line, and
 * {@code .evidence.json} the rest.
 */
final class EvidenceFiles {
  private static final String HISTORY = "/evidence/history";
  private static final String OPS = "ops";

  private EvidenceFiles() {}

  /**
   * Writes both.
   *
   * @param stem what their paths begin with
   */
  static void write(Path stem, SavedEvidence evidence) {
    ObjectNode rest = JsonFiles.tree(evidence);
    rest.withObject(HISTORY).remove(OPS);
    JsonFiles.writeLines(beside(stem, ".jsonl"), evidence.evidence().history().ops());
    JsonFiles.write(rest(stem), rest);
  }

  /** Reads both back. */
  static SavedEvidence read(Path stem) {
    ObjectNode rest = JsonFiles.read(rest(stem), ObjectNode.class);
    List<Op> ops = JsonFiles.readLines(beside(stem, ".jsonl"), Op.class);
    rest.withObject(HISTORY).set(OPS, JsonFiles.array(ops));
    return JsonFiles.value(rest(stem), rest, SavedEvidence.class);
  }

  /** The file of that ending. */
  static Path beside(Path stem, String ending) {
    return stem.resolveSibling(stem.getFileName() + ending);
  }

  private static Path rest(Path stem) {
    return beside(stem, ".evidence.json");
  }
}
