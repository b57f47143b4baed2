package dev.crashproof.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crashproof.ledger.Attempt;
import dev.crashproof.ledger.Effect;
import dev.crashproof.ledger.Ledger;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Ledgers that are told by HTTP, put together, and read until they are quiet. */
class LedgersTest {
  private static final Duration WINDOW = Duration.ofMillis(1);
  private static final Effect ONE = new Effect("k1", "w", "charge", "1");
  private static final Effect TWO = new Effect("k2", "w", "charge", "2");

  private RecordingHttpService service;
  private final HttpClient client = HttpClient.newHttpClient();

  @BeforeEach
  void start() {
    service = RecordingHttpService.start();
  }

  @AfterEach
  void stop() {
    service.close();
  }

  @Test
  void aKeyedCallHasItsEffectOnceAndEveryAttemptIsRemembered() throws Exception {
    HttpResponse<String> first = post("w", "k", 1);
    HttpResponse<String> again = post("w", "k", 2);
    post("other", "o", 1);

    assertThat(first.statusCode()).isEqualTo(201);
    assertThat(first.body())
        .isEqualTo("{\"method\":\"POST\",\"path\":\"/charge\",\"received\":{\"cents\":5}}");
    assertThat(first.headers().firstValue(RecordingHttpService.REPLAYED)).isEmpty();
    // Whoever died before it heard gets what it would have heard.
    assertThat(again.statusCode()).isEqualTo(201);
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(again.headers().firstValue(RecordingHttpService.REPLAYED)).contains("true");

    Ledger ledger = service.read("w");
    assertThat(ledger.effects())
        .containsExactly(new Effect("k", "w", "charge_card", "POST /charge?now=1 {\"cents\":5}"));
    assertThat(ledger.attempts())
        .containsExactly(
            new Attempt("k", "w", "charge_card", 1, true),
            new Attempt("k", "w", "charge_card", 2, false));
  }

  @Test
  void aCallWithoutAKeyHasItsEffectEachTime() throws Exception {
    post("w", "", 1);
    post("w", "", 2);

    assertThat(service.read("w").effects()).hasSize(2);
    assertThat(service.read("w").attempts()).allMatch(Attempt::applied);
  }

  @Test
  void aServiceThatKnowsNoKeysTakesEachCall() throws Exception {
    service.close();
    service = RecordingHttpService.startUnfenced();
    post("w", "k", 1);
    HttpResponse<String> again = post("w", "k", 2);

    assertThat(again.headers().firstValue(RecordingHttpService.REPLAYED)).isEmpty();
    assertThat(service.read("w").effects()).hasSize(2).allMatch(e -> e.key().equals("k"));
    assertThat(service.read("w").attempts()).allMatch(Attempt::applied);
  }

  @Test
  void whatTheServiceTellsIsReadBackAsItIs() throws Exception {
    post("a b/c&d", "k", 1);
    post("a b/c&d", "k", 2);
    HttpLedger ledger =
        HttpLedger.of(service.url() + "/effects?workflowId={workflowId}")
            .attemptsAt(service.url() + "/attempts?workflowId={workflowId}");

    assertThat(ledger.read("a b/c&d")).isEqualTo(service.read("a b/c&d"));
    assertThat(ledger.read("nobody")).isEqualTo(Ledger.empty());
  }

  @Test
  void aServiceThatTellsItOtherwiseIsReadByPointers() throws Exception {
    post("w", "k", 1);
    HttpLedger.EffectFields fields =
        new HttpLedger.EffectFields("", "/content", "/key", "/activityType");

    assertThat(
            HttpLedger.of(service.url() + "/effects?workflowId={workflowId}")
                .effectFields(fields)
                .read("w")
                .effects())
        .containsExactly(new Effect("POST /charge?now=1 {\"cents\":5}", "w", "k", "charge_card"));
  }

  @Test
  void whatCannotBeReadIsSaid() throws Exception {
    post("w", "k", 1);
    String effects = service.url() + "/effects?workflowId={workflowId}";

    assertThatThrownBy(() -> HttpLedger.of(service.url() + "/effects"))
        .hasMessageContaining("put {workflowId} where");
    assertThatThrownBy(() -> HttpLedger.of(service.url() + "/none/{workflowId}").read("w"))
        .hasMessageContaining("status 404");
    assertThatThrownBy(
            () ->
                HttpLedger.of(effects)
                    .effectFields(new HttpLedger.EffectFields("/items", "", "", ""))
                    .read("w"))
        .hasMessageContaining("without a JSON array at \"/items\"");
    assertThatThrownBy(
            () ->
                HttpLedger.of(effects)
                    .effectFields(new HttpLedger.EffectFields("", "/id", "/key", "/key"))
                    .read("w"))
        .hasMessageContaining("nothing at \"/id\"");
  }

  @Test
  void ledgersAreOneInTheirOrder() {
    LedgerReader rows = id -> new Ledger(List.of(), List.of(TWO));
    LedgerReader calls =
        id -> new Ledger(List.of(new Attempt("k1", id, "c", 1, true)), List.of(ONE));

    Ledger both = CombinedLedger.of(rows, calls).read("w");
    assertThat(both.effects()).containsExactly(TWO, ONE);
    assertThat(both.attempts()).hasSize(1);
  }

  @Test
  void aQuietLedgerIsSettledAfterTwoLooks() {
    Settled settled = Settled.read(told(1, 1), "w", WINDOW, WINDOW);

    assertThat(settled.settled()).isTrue();
    assertThat(settled.late()).isEmpty();
  }

  @Test
  void whatComesAfterTheFirstLookIsLate() {
    Settled settled = Settled.read(told(1, 2, 3, 3), "w", WINDOW, Duration.ofSeconds(30));

    assertThat(settled.settled()).isTrue();
    assertThat(settled.first().effects()).containsExactly(ONE);
    assertThat(settled.late()).containsExactly(TWO, ONE);
  }

  @Test
  void aLedgerThatNeverComesToRestIsNotSettled() {
    int[] looks = {0};
    LedgerReader restless =
        id -> new Ledger(List.of(), List.of(new Effect("k" + looks[0]++, id, "c", "")));

    assertThat(Settled.read(restless, "w", WINDOW, Duration.ofMillis(20)).settled()).isFalse();
  }

  @Test
  void aBoundWithoutRoomForAWindowIsRefused() {
    assertThatThrownBy(() -> Settled.read(told(), "w", Duration.ofSeconds(2), WINDOW))
        .hasMessageContaining("make the bound longer");
  }

  /** A ledger that holds the first so many of these effects, look by look. */
  private static LedgerReader told(Integer... looks) {
    Deque<Integer> left = new ArrayDeque<>(List.of(looks));
    return id -> new Ledger(List.of(), List.of(ONE, TWO, ONE).subList(0, left.removeFirst()));
  }

  private HttpResponse<String> post(String workflowId, String key, int attempt)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(service.url() + "/charge?now=1"))
            .POST(HttpRequest.BodyPublishers.ofString("{\"cents\":5}"))
            .header(RecordingHttpService.WORKFLOW_ID, workflowId)
            .header(RecordingHttpService.ACTIVITY_TYPE, "charge_card")
            .header(RecordingHttpService.ATTEMPT, Integer.toString(attempt));
    if (!key.isEmpty()) {
      request.header(RecordingHttpService.KEY, key);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
