package dev.crashproof.wire.postgres;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Messages of protocol 3. */
final class Pg {
  private Pg() {}

  static byte[] startup(String... parameters) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(int32(196608));
    for (String parameter : parameters) {
      body.writeBytes(text(parameter));
    }
    body.write(0);
    return all(int32(4 + body.size()), body.toByteArray());
  }

  static byte[] request(int code) {
    return all(int32(8), int32(code));
  }

  static byte[] query(String sql) {
    return message('Q', text(sql));
  }

  static byte[] parse(String name, String sql) {
    return message('P', text(name), text(sql), int16(0));
  }

  static byte[] bind(String portal, String statement, int format, byte[]... values) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(all(text(portal), text(statement), int16(1), int16(format)));
    body.writeBytes(int16(values.length));
    for (byte[] value : values) {
      body.writeBytes(int32(value.length));
      body.writeBytes(value);
    }
    body.writeBytes(int16(0));
    return message('B', body.toByteArray());
  }

  static byte[] execute(String portal) {
    return message('E', text(portal), int32(0));
  }

  static byte[] describe() {
    return message('D', new byte[] {'S', 0});
  }

  static byte[] sync() {
    return message('S');
  }

  static byte[] flush() {
    return message('H');
  }

  static byte[] ready(char state) {
    return message('Z', new byte[] {(byte) state});
  }

  static byte[] tag(String tag) {
    return message('C', text(tag));
  }

  static byte[] error(String state, String text) {
    return message('E', text("SERROR"), text("C" + state), text("M" + text), new byte[1]);
  }

  static byte[] authentication(int code) {
    return message('R', int32(code));
  }

  static byte[] message(char type, byte[]... parts) {
    byte[] body = all(parts);
    return all(new byte[] {(byte) type}, int32(4 + body.length), body);
  }

  static byte[] text(String text) {
    return all(text.getBytes(StandardCharsets.UTF_8), new byte[1]);
  }

  static byte[] int32(int value) {
    return ByteBuffer.allocate(4).putInt(value).array();
  }

  static byte[] int16(int value) {
    return ByteBuffer.allocate(2).putShort((short) value).array();
  }

  static byte[] all(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
