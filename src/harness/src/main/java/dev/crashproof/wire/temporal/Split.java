package dev.crashproof.wire.temporal;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A message without some of its fields, those that would cost most to parse: an event history,
 * payloads.
 *
 * @param rest the message without them
 * @param fields their values, in order, each with its number
 */
record Split(ByteString rest, List<Field> fields) {

  /**
   * One value.
   *
   * @param number the field's number
   * @param value its bytes, a view of the message's own
   */
  record Field(int number, ByteString value) {}

  /** Takes the fields of these numbers out, those that are messages, bytes or strings. */
  static Split of(ByteString message, Set<Integer> numbers) throws IOException {
    CodedInputStream in = message.newCodedInput();
    ByteString.Output rest = ByteString.newOutput();
    List<Field> fields = new ArrayList<>();
    while (!in.isAtEnd()) {
      int from = in.getTotalBytesRead();
      int tag = in.readTag();
      int number = WireFormat.getTagFieldNumber(tag);
      if (WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED
          && numbers.contains(number)) {
        int length = in.readRawVarint32();
        int at = in.getTotalBytesRead();
        in.skipRawBytes(length);
        fields.add(new Field(number, message.substring(at, at + length)));
      } else {
        in.skipField(tag);
        message.substring(from, in.getTotalBytesRead()).writeTo(rest);
      }
    }
    return new Split(rest.toByteString(), fields);
  }

  /** The values of one field. */
  List<ByteString> values(int number) {
    return fields.stream().filter(f -> f.number() == number).map(Field::value).toList();
  }
}
