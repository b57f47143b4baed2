package dev.crashproof.wire.grpc;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;

/** What has come of a worker's request. */
final class RequestBody {
  private List<byte[]> messages = new ArrayList<>();
  private boolean ended;

  void message(byte[] message) {
    messages.add(message);
  }

  void end() {
    ended = true;
  }

  /** Puts another message in place of the one that came. */
  RequestBody rewritten(ByteString message) {
    RequestBody other = new RequestBody();
    other.messages = new ArrayList<>(List.of(message.toByteArray()));
    other.ended = ended;
    return other;
  }

  List<byte[]> messages() {
    return messages;
  }

  boolean ended() {
    return ended;
  }

  /** Whether it is one message and no more will come. */
  boolean whole() {
    return ended && messages.size() == 1;
  }
}
