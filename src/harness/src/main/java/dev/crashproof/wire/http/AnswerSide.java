package dev.crashproof.wire.http;

import dev.crashproof.history.OpKind;
import dev.crashproof.history.wire.WireOp;
import dev.crashproof.wire.stream.Answers;
import dev.crashproof.wire.stream.Gathered;
import dev.crashproof.wire.stream.Refusal;
import java.nio.ByteBuffer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the service says: answers, each to the oldest request that has none. */
final class AnswerSide {
  private static final int SWITCHING = 101;

  private final Answers<HttpRequest> out;
  private final Runnable switched;
  private final Gathered gathered = new Gathered();
  private final HeadReader reader = new HeadReader(gathered);
  private @Nullable MessageBody body;
  private boolean replaced;
  private boolean unread;

  AnswerSide(Answers<HttpRequest> out, Runnable switched) {
    this.out = out;
    this.switched = switched;
  }

  void accept(ByteBuffer in) {
    while (in.hasRemaining()) {
      if (unread) {
        passGathered();
        out.bytes(in);
      } else if (body == null) {
        head(in);
      } else {
        body(in, body);
      }
    }
  }

  void end() {
    passGathered();
    if (body != null && out.current() != null) {
      body = null;
      out.ended();
    }
  }

  private void head(ByteBuffer in) {
    if (!reader.take(in)) {
      unread = reader.tooLong();
      return;
    }
    Head head = Head.read(gathered.view());
    HttpRequest request = out.current();
    int status = status(head);
    if (request == null || status < 0) {
      unread = true;
    } else if (status < 200 && status != SWITCHING) {
      out.pass(gathered.view());
      gathered.clear();
    } else {
      answer(request, head, status);
    }
  }

  private void answer(HttpRequest request, Head head, int status) {
    MessageBody follows = follows(request, head, status);
    out.arrived(OpKind.OK, Map.of(WireOp.STATUS, String.valueOf(status)));
    Refusal refusal = out.refusal();
    replaced = refusal != null;
    if (refusal != null) {
      out.bytes(refusal.answer());
      gathered.clear();
    } else {
      passGathered();
    }
    if (status == SWITCHING || (request.method().equals("CONNECT") && status < 300)) {
      unread = true;
      switched.run();
    }
    body = follows;
    endIfWhole(follows);
  }

  private void body(ByteBuffer in, MessageBody of) {
    int part = of.belonging(in);
    if (!replaced) {
      out.bytes(in.slice(in.position(), part));
    }
    in.position(in.position() + part);
    endIfWhole(of);
  }

  private void endIfWhole(MessageBody of) {
    if (of.whole()) {
      body = null;
      out.ended();
    }
  }

  private static MessageBody follows(HttpRequest request, Head head, int status) {
    boolean bodiless =
        request.method().equals("HEAD")
            || status == SWITCHING
            || status == 204
            || status == 304
            || (request.method().equals("CONNECT") && status < 300);
    try {
      return bodiless
          ? MessageBody.none()
          : MessageBody.of(head).orElseGet(MessageBody::untilClose);
    } catch (NumberFormatException e) {
      return MessageBody.untilClose();
    }
  }

  /** Negative if it is no answer. */
  private static int status(Head head) {
    return head.first().matches("HTTP/1\\.[01] [1-5][0-9][0-9]( .*)?")
        ? Integer.parseInt(head.first().substring(9, 12))
        : -1;
  }

  private void passGathered() {
    if (gathered.size() > 0) {
      out.bytes(gathered.view());
      gathered.clear();
    }
  }
}
