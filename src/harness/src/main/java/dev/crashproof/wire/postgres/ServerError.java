package dev.crashproof.wire.postgres;

import dev.crashproof.history.wire.WireOp;
import dev.crashproof.wire.Ruling;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * An ErrorResponse.
 *
 * @param state its SQLSTATE
 * @param message what it says
 */
record ServerError(String state, String message) {

  /** Reads an ErrorResponse's body. */
  static ServerError read(ByteBuffer bytes) {
    Body body = new Body(bytes);
    String state = "";
    String message = "";
    for (char field; body.has(1) && (field = body.letter()) != 0; ) {
      String value = body.text();
      if (field == 'C') {
        state = value;
      } else if (field == 'M') {
        message = value;
      }
    }
    return new ServerError(state, message);
  }

  Map<String, String> details() {
    return Map.of(WireOp.STATUS, state, WireOp.MESSAGE, message);
  }

  /** The message that says so. */
  static byte[] message(String severity, Ruling.Fail fail) {
    ByteArrayOutputStream fields = new ByteArrayOutputStream();
    field(fields, 'S', severity);
    field(fields, 'V', severity);
    field(fields, 'C', fail.status());
    field(fields, 'M', fail.message());
    fields.write(0);
    return ByteBuffer.allocate(1 + Integer.BYTES + fields.size())
        .put((byte) 'E')
        .putInt(Integer.BYTES + fields.size())
        .put(fields.toByteArray())
        .array();
  }

  private static void field(ByteArrayOutputStream to, char name, String value) {
    to.write(name);
    to.writeBytes(value.getBytes(StandardCharsets.UTF_8));
    to.write(0);
  }
}
