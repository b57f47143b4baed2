package dev.crashproof.wire.postgres;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;

/** What a person can read of a Bind's parameters. */
final class Parameters {
  private static final int LONGEST = 512;
  private static final int BINARY = 1;
  private static final int UUID_BYTES = 16;

  private Parameters() {}

  /** Reads on from the parameters' format codes. */
  static void read(Body body, Unit unit) {
    if (unit.full()) {
      return;
    }
    int[] formats = new int[count(body)];
    for (int i = 0; i < formats.length; i++) {
      formats[i] = body.int16();
    }
    int values = count(body);
    for (int i = 0; i < values && body.has(Integer.BYTES); i++) {
      int length = body.int32();
      if (length >= 0) {
        int format = formats.length == 0 ? 0 : formats[formats.length == 1 ? 0 : i];
        String name = "$" + (i + 1);
        readable(body.next(length), format).ifPresent(text -> unit.parameter(name, text));
      }
    }
  }

  private static int count(Body body) {
    return body.int16() & 0xffff;
  }

  private static Optional<String> readable(ByteBuffer value, int format) {
    ByteBuffer text = value;
    // jsonb begins with its version.
    if (format == BINARY && value.remaining() > 1 && value.get(0) == 1) {
      text = value.slice(1, value.remaining() - 1);
    }
    if (text.remaining() > LONGEST) {
      text = text.slice(0, LONGEST);
    }
    Optional<String> read = decoded(text);
    if (format != BINARY) {
      return read;
    }
    return read.filter(Parameters::printable)
        .or(() -> value.remaining() == UUID_BYTES ? Optional.of(uuid(value)) : Optional.empty());
  }

  private static String uuid(ByteBuffer value) {
    return new UUID(value.getLong(0), value.getLong(Long.BYTES)).toString();
  }

  private static Optional<String> decoded(ByteBuffer bytes) {
    // A cut may go through a character, whose bytes are four at most.
    for (int less = 0; less < 4 && less <= bytes.remaining(); less++) {
      try {
        return Optional.of(
            StandardCharsets.UTF_8
                .newDecoder()
                .decode(bytes.slice(0, bytes.remaining() - less))
                .toString());
      } catch (CharacterCodingException e) {
        if (bytes.remaining() < LONGEST) {
          return Optional.empty();
        }
      }
    }
    return Optional.empty();
  }

  private static boolean printable(String text) {
    return text.chars().noneMatch(c -> Character.isISOControl(c) && !Character.isWhitespace(c));
  }
}
