package dev.crashproof.wire.http;

import dev.crashproof.wire.Ruling;
import dev.crashproof.wire.stream.Answers;
import dev.crashproof.wire.stream.Dialogue;
import dev.crashproof.wire.stream.Refusal;
import dev.crashproof.wire.stream.Requests;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** One connection: requests in order, and their answers in the same. */
final class HttpDialogue implements Dialogue {
  private static final String SERVER_ERROR = "500";

  private final RequestSide requests;
  private final AnswerSide answers;
  private final Answers<HttpRequest> current;

  HttpDialogue(Requests<HttpRequest> requests, Answers<HttpRequest> answers) {
    this.requests = new RequestSide(requests);
    this.answers = new AnswerSide(answers, this.requests::switched);
    this.current = answers;
  }

  @Override
  public void fromWorker(ByteBuffer bytes) {
    requests.accept(bytes);
  }

  @Override
  public void workerEnded() {
    requests.end();
  }

  @Override
  public void fromPeer(ByteBuffer bytes) {
    answers.accept(bytes);
  }

  @Override
  public void peerEnded() {
    answers.end();
  }

  @Override
  public Refusal refusal(Ruling.Fail fail) {
    HttpRequest opening = requests.opening();
    // A worker that has not sent its body yet may or may not do so: nobody could tell what follows.
    boolean ends = opening != null && !requests.whole();
    return Refusal.local(answer(fail, opening, ends), ends);
  }

  @Override
  public boolean answersWait() {
    return true;
  }

  private byte[] answer(Ruling.Fail fail, @Nullable HttpRequest opening, boolean ends) {
    HttpRequest request = opening == null ? current.current() : opening;
    byte[] message = fail.message().getBytes(StandardCharsets.UTF_8);
    String status = fail.status().matches("[1-5][0-9][0-9]") ? fail.status() : SERVER_ERROR;
    String head =
        "HTTP/1.1 %s Injected\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: %d\r\n%s\r\n"
            .formatted(status, message.length, ends ? "Connection: close\r\n" : "");
    boolean bodiless = request != null && request.method().equals("HEAD");
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    answer.writeBytes(head.getBytes(StandardCharsets.ISO_8859_1));
    if (!bodiless) {
      answer.writeBytes(message);
    }
    return answer.toByteArray();
  }
}
