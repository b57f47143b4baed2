package dev.crashproof.wire.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The head of a request or an answer.
 *
 * @param first its first line
 * @param headers its headers, in order
 */
record Head(String first, List<Header> headers) {

  /** A header's name and value. */
  record Header(String name, String value) {}

  static Head read(ByteBuffer bytes) {
    List<String> lines =
        StandardCharsets.ISO_8859_1
            .decode(bytes)
            .toString()
            .lines()
            .filter(l -> !l.isBlank())
            .toList();
    return new Head(
        lines.isEmpty() ? "" : lines.get(0), lines.stream().skip(1).map(Head::parsed).toList());
  }

  /** The values of that header, joined as if it were one. */
  Optional<String> header(String name) {
    return headers.stream()
        .filter(header -> header.name().equalsIgnoreCase(name))
        .map(Header::value)
        .reduce((one, next) -> one + ", " + next);
  }

  boolean says(String name, String value) {
    return header(name)
        .filter(
            said -> List.of(said.toLowerCase(Locale.ROOT).split("\\s*,\\s*", -1)).contains(value))
        .isPresent();
  }

  /** The first line's words. */
  List<String> words() {
    return List.of(first.split(" ", 3));
  }

  private static Header parsed(String line) {
    int colon = line.indexOf(':');
    return colon < 0
        ? new Header(line.strip(), "")
        : new Header(line.substring(0, colon).strip(), line.substring(colon + 1).strip());
  }
}
