package dev.crashproof.wire.http;

import dev.crashproof.wire.stream.Gathered;
import dev.crashproof.wire.stream.Requests;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** What the worker says: requests, each gathered until it is decided on. */
final class RequestSide {
  private static final int GATHERED_MOST = 1 << 20;

  private final Requests<HttpRequest> out;
  private final Gathered gathered = new Gathered();
  private final HeadReader reader = new HeadReader(gathered);
  private int headLength;
  private @Nullable HttpRequest request;
  private MessageBody body = MessageBody.none();
  private @Nullable HttpRequest opening;
  private boolean opened;
  private boolean unread;

  RequestSide(Requests<HttpRequest> out) {
    this.out = out;
  }

  /** The request that is being decided on. */
  @Nullable HttpRequest opening() {
    return opening;
  }

  /** Whether that one has all its bytes. */
  boolean whole() {
    return body.whole();
  }

  /** Another protocol is spoken from now on. */
  void switched() {
    unread = true;
  }

  void accept(ByteBuffer in) {
    while (in.hasRemaining()) {
      if (unread) {
        passGathered();
        out.more(in);
      } else if (request == null) {
        head(in);
      } else {
        body(in, request);
      }
    }
  }

  /** The worker ended: what it had begun goes as it is. */
  void end() {
    if (request != null && !opened) {
      open(request);
    } else {
      passGathered();
    }
  }

  private void head(ByteBuffer in) {
    if (!reader.take(in)) {
      unread = reader.tooLong();
      return;
    }
    Head head = Head.read(gathered.view());
    if (!HttpRequest.isOne(head)) {
      unread = true;
      passGathered();
      return;
    }
    try {
      body = MessageBody.of(head).orElse(MessageBody.none());
    } catch (NumberFormatException e) {
      unread = true;
      passGathered();
      return;
    }
    headLength = gathered.size();
    HttpRequest read = new HttpRequest(head);
    request = read;
    if (body.whole() || read.waitsForContinue()) {
      open(read);
    }
    endIfWhole();
  }

  private void body(ByteBuffer in, HttpRequest of) {
    int part = body.belonging(in);
    if (opened) {
      out.more(in.slice(in.position(), part));
      in.position(in.position() + part);
    } else {
      gathered.take(in, part);
      if (body.whole() || gathered.size() >= GATHERED_MOST) {
        open(of);
      }
    }
    endIfWhole();
  }

  private void open(HttpRequest of) {
    opened = true;
    of.body(gathered.view(headLength, gathered.size()));
    opening = of;
    out.open(of, gathered.view());
    opening = null;
    gathered.clear();
  }

  private void endIfWhole() {
    if (opened && body.whole()) {
      out.complete();
      request = null;
      opened = false;
    }
  }

  private void passGathered() {
    if (gathered.size() > 0) {
      out.more(gathered.view());
      gathered.clear();
    }
  }
}
