package dev.crashproof.report;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.Locale;

/** What the directories of runs are called: by the second they began in, and by a number. */
final class RunName {
  /** From the earliest to the last; a number's length comes first, since -10 is later than -9. */
  static final Comparator<Path> IN_ORDER =
      Comparator.comparing((Path path) -> secondOf(path))
          .thenComparing(path -> path.getFileName().toString().length())
          .thenComparing(Comparator.naturalOrder());

  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH-mm-ss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private RunName() {}

  /** The name of the first run that began in that second. */
  static String of(Instant began) {
    return SECOND.format(began);
  }

  private static String secondOf(Path path) {
    String name = path.getFileName().toString();
    int end = name.indexOf('Z');
    return end < 0 ? name : name.substring(0, end);
  }
}
