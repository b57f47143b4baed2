package dev.crashproof.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** What one start of a child printed: the file, its end, and a search that reads on. */
final class Output {
  private static final int TAIL_BYTES = 256 * 1024;

  private final Path file;
  private final Map<String, Search> searches = new ConcurrentHashMap<>();

  Output(Path file) {
    this.file = file;
  }

  Path file() {
    return file;
  }

  /** The last lines, at most so many, of the last 256 KiB. */
  List<String> tail(int lines) {
    String end = new String(read(Math.max(0, file.toFile().length() - TAIL_BYTES)), UTF_8);
    List<String> all = end.lines().toList();
    return all.subList(Math.max(0, all.size() - lines), all.size());
  }

  /** Whether a line so far holds a match. */
  boolean printed(Pattern pattern) {
    return searches.computeIfAbsent(pattern.toString(), key -> new Search(pattern)).found();
  }

  private byte[] read(long from) {
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      in.seek(from);
      byte[] bytes = new byte[(int) Math.min(Integer.MAX_VALUE - 8, in.length() - from)];
      in.readFully(bytes);
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads each complete line once, and the unfinished last one as often as it is asked. */
  private final class Search {
    private final Pattern pattern;
    private long offset;
    private boolean found;

    Search(Pattern pattern) {
      this.pattern = pattern;
    }

    synchronized boolean found() {
      if (!found && file.toFile().length() > offset) {
        byte[] more = read(offset);
        found = new String(more, UTF_8).lines().anyMatch(line -> pattern.matcher(line).find());
        offset += completeLines(more);
      }
      return found;
    }

    private static int completeLines(byte[] bytes) {
      int end = bytes.length;
      while (end > 0 && bytes[end - 1] != '\n') {
        end--;
      }
      return end;
    }
  }
}
