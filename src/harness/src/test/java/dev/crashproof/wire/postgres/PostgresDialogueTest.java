package dev.crashproof.wire.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crashproof.history.wire.WireOp;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The framing's corners, however the network cuts the bytes. */
class PostgresDialogueTest {
  private static final byte[] INSERT = Pg.parse("", "insert into t values ($1)");
  private static final byte[] LOGGED_IN = Pg.all(Pg.authentication(0), Pg.ready('I'));

  private final FakeLanes lanes = new FakeLanes();
  private final PostgresDialogue dialogue = new PostgresDialogue(lanes, lanes);
  private final List<byte[]> workerSaid = new ArrayList<>();
  private final List<byte[]> peerSaid = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 7, 11, 1 << 20})
  void logsIn(int cut) {
    dialogue.fromWorker(ByteBuffer.wrap(Pg.request(80877104)));
    worker(cut, Pg.request(80877103));
    assertThat(lanes.toWorker.toString(StandardCharsets.US_ASCII)).isEqualTo("NN");
    lanes.toWorker.reset();
    workerSaid.clear();

    worker(cut, Pg.startup("user", "me", "database", "db"));
    byte[] challenge = Pg.message('R', Pg.int32(10), Pg.text("SCRAM-SHA-256"), new byte[1]);
    peer(cut, challenge);
    worker(cut, Pg.message('p', Pg.text("SCRAM-SHA-256"), Pg.text("hidden")));
    peer(cut, LOGGED_IN);

    assertThat(lanes.log).containsExactly("open connect", "OK idle", "ended connect");
    assertThat(lanes.passed.toByteArray()).isEqualTo(challenge);
    assertTransparent();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 7, 11, 1 << 20})
  void aLogInThatFails(int cut) {
    worker(cut, Pg.startup("user", "me"));
    peer(cut, Pg.error("28P01", "no"));
    dialogue.peerEnded();

    assertThat(lanes.log).containsExactly("open connect", "FAIL 28P01", "ended connect");
    assertTransparent();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 7, 11, 1 << 20})
  void severalSyncsInFlight(int cut) {
    loggedIn();
    worker(
        cut,
        Pg.query("BEGIN"),
        INSERT,
        Pg.bind("", "", 0, Pg.text("a")),
        Pg.execute(""),
        Pg.sync(),
        Pg.parse("s1", "update t set a = 1"),
        Pg.describe(),
        Pg.sync(),
        Pg.bind("", "s1", 0),
        Pg.execute(""),
        Pg.sync());
    peer(
        cut,
        Pg.tag("BEGIN"),
        Pg.ready('T'),
        Pg.message('N', Pg.text("a notice")),
        Pg.tag("INSERT 0 1"),
        Pg.ready('T'),
        Pg.message('1'),
        Pg.ready('T'),
        Pg.error("23505", "duplicate"),
        Pg.ready('E'));

    assertThat(lanes.log)
        .containsExactly(
            "open begin",
            "open insert",
            "open prepare",
            "open update",
            "OK open",
            "ended begin",
            "OK open",
            "ended insert",
            "OK open",
            "ended prepare",
            "FAIL 23505 failed",
            "ended update");
    assertTransparent();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 7, 11, 1 << 20})
  void anErrorAmidABatchIsOneAnswer(int cut) {
    loggedIn();
    worker(
        cut,
        INSERT,
        Pg.bind("", "", 0, Pg.text("a")),
        Pg.execute(""),
        Pg.bind("", "", 0, Pg.text("b")),
        Pg.execute(""),
        Pg.sync(),
        Pg.query("select 1"));
    peer(
        cut,
        Pg.message('1'),
        Pg.message('2'),
        Pg.tag("INSERT 0 1"),
        Pg.error("23505", "duplicate"),
        Pg.ready('I'),
        Pg.tag("SELECT 1"),
        Pg.ready('I'));

    assertThat(lanes.log)
        .containsExactly(
            "open insert",
            "open select",
            "FAIL 23505 idle",
            "ended insert",
            "OK idle",
            "ended select");
    assertTransparent();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 7, 11, 1 << 20})
  void aFlushOfWhatIsOnlyPreparedIsNotDecidedOn(int cut) {
    loggedIn();
    worker(cut, INSERT, Pg.describe(), Pg.flush());
    assertThat(lanes.log).isEmpty();
    assertTransparent();
    peer(cut, Pg.message('1'), Pg.message('n'));

    worker(cut, Pg.bind("", "", 0, Pg.text("a")), Pg.execute(""), Pg.sync());
    peer(cut, Pg.message('2'), Pg.tag("INSERT 0 1"), Pg.ready('I'));

    assertThat(lanes.log).containsExactly("open insert", "OK idle", "ended insert");
    assertTransparent();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 7, 11, 1 << 20})
  void whatWasExecutedBeforeItsSyncCannotBeHeldYet(int cut) {
    loggedIn();
    worker(cut, INSERT, Pg.bind("", "", 0, Pg.text("a")), Pg.execute(""), Pg.flush());
    byte[] first = Pg.tag("INSERT 0 1");
    peer(cut, first);
    worker(cut, Pg.sync());
    peer(cut, Pg.ready('I'));

    assertThat(lanes.log).containsExactly("open insert", "OK idle", "ended insert");
    assertThat(lanes.passed.toByteArray()).isEqualTo(first);
    assertTransparent();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 7, 11, 1 << 20})
  void copyByASimpleQuery(int cut) {
    loggedIn();
    worker(cut, Pg.query("copy t from stdin"));
    byte[] goOn = Pg.message('G', new byte[] {0, 0, 0});
    peer(cut, goOn);
    worker(cut, Pg.message('d', Pg.text("a")), Pg.message('d', Pg.text("b")), Pg.message('c'));
    peer(cut, Pg.tag("COPY 2"), Pg.ready('I'));
    worker(cut, Pg.query("select 1"));
    peer(cut, Pg.ready('I'));

    assertThat(lanes.log)
        .containsExactly(
            "open copy", "OK idle", "ended copy", "open select", "OK idle", "ended select");
    assertThat(lanes.passed.toByteArray()).isEqualTo(goOn);
    assertTransparent();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 7, 11, 1 << 20})
  void copyByAnExtendedBatchHasASecondSync(int cut) {
    loggedIn();
    worker(cut, Pg.parse("", "copy t from stdin"), Pg.bind("", "", 0), Pg.execute(""), Pg.sync());
    peer(cut, Pg.message('G', new byte[] {0, 0, 0}));
    worker(cut, Pg.message('d', Pg.text("a")), Pg.message('c'), Pg.sync());
    peer(cut, Pg.tag("COPY 1"), Pg.ready('I'));
    worker(cut, Pg.sync());
    peer(cut, Pg.ready('I'));

    assertThat(lanes.log)
        .containsExactly(
            "open copy", "OK idle", "ended copy", "open sync", "OK idle", "ended sync");
    assertTransparent();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 7, 11, 1 << 20})
  void aRefusedBatchIsASyncToTheServerAndAnErrorToTheWorker(int cut) {
    lanes.refuse("insert", dialogue::refusal);
    loggedIn();
    worker(
        cut, INSERT, Pg.bind("", "", 0, Pg.text("a")), Pg.execute(""), Pg.sync(), Pg.query("end"));
    peer(cut, Pg.ready('T'), Pg.tag("COMMIT"), Pg.ready('I'));

    assertThat(lanes.toPeer.toByteArray()).isEqualTo(Pg.all(Pg.sync(), Pg.query("end")));
    assertThat(lanes.toWorker.toByteArray())
        .startsWith('E')
        .endsWith(Pg.all(Pg.ready('T'), Pg.tag("COMMIT"), Pg.ready('I')));
    assertThat(lanes.log)
        .containsExactly("open insert", "open commit", "ended insert", "OK idle", "ended commit");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 1 << 20})
  void aRefusedBatchThatIsFlushedGetsItsErrorAtOnceAndItsEndWithTheSync(int cut) {
    lanes.refuse("insert", dialogue::refusal);
    loggedIn();
    worker(cut, INSERT, Pg.bind("", "", 0, Pg.text("a")), Pg.execute(""), Pg.flush());
    peer(cut, Pg.ready('I'));
    assertThat(lanes.toWorker.toByteArray()).startsWith('E').doesNotContain('Z');
    worker(cut, Pg.sync());

    assertThat(lanes.toWorker.toByteArray()).endsWith(Pg.ready('I'));
    assertThat(lanes.toPeer.toByteArray()).isEqualTo(Pg.sync());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 1 << 20})
  void aCommitThatTheServerTurnsIntoARollbackDidNothing(int cut) {
    loggedIn();
    worker(cut, Pg.query("commit"), Pg.query("rollback"));
    peer(cut, Pg.tag("ROLLBACK"), Pg.ready('I'), Pg.tag("ROLLBACK"), Pg.ready('I'));

    assertThat(lanes.log)
        .containsExactly(
            "open commit",
            "open rollback",
            "FAIL idle",
            "ended commit",
            "OK idle",
            "ended rollback");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 1 << 20})
  void anErrorAfterACommitDoesNotUndoIt(int cut) {
    loggedIn();
    worker(cut, Pg.query("begin; insert into t values (1); commit; select 1/0"));
    peer(cut, Pg.tag("COMMIT"), Pg.error("22012", "division by zero"), Pg.ready('I'));

    assertThat(lanes.log).contains("OK 22012 idle");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 1 << 20})
  void aFatalErrorLeavesTheAnswerOpen(int cut) {
    loggedIn();
    worker(cut, Pg.query("commit"));
    peer(cut, Pg.error("57P01", "terminating connection"));
    dialogue.peerEnded();

    assertThat(lanes.log).containsExactly("open commit", "lost 57P01");
    assertTransparent();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 1 << 20})
  void terminateFollowsWhatCameBefore(int cut) {
    loggedIn();
    worker(cut, Pg.query("select 1"), Pg.message('X'));

    assertThat(lanes.log).containsExactly("open select");
    assertTransparent();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 1 << 20})
  void whatADeadWorkerHadBegunGoesAsItIs(int cut) {
    loggedIn();
    worker(cut, Pg.parse("", "commit"), Pg.bind("", "", 0), Pg.execute(""), new byte[] {'S', 0});
    assertThat(lanes.log).isEmpty();
    dialogue.workerEnded();

    assertThat(lanes.log).containsExactly("open commit");
    assertTransparent();
  }

  @ParameterizedTest
  @ValueSource(ints = {1000, 1 << 16, 1 << 26})
  void whatIsTooLargeToGatherIsDecidedOnByItsBeginning(int cut) {
    loggedIn();
    worker(
        cut,
        INSERT,
        Pg.bind("", "", 0, Pg.text("the-id"), new byte[9 << 20]),
        Pg.execute(""),
        Pg.sync(),
        Pg.query("select '" + "x".repeat(5 << 20) + "'"));
    peer(cut, Pg.ready('I'), Pg.message('D', new byte[5 << 20]), Pg.ready('I'));

    assertThat(lanes.log)
        .containsExactly(
            "open insert", "open select", "OK idle", "ended insert", "OK idle", "ended select");
    assertTransparent();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 1 << 20})
  void tlsSpokenAtOnceIsRefused(int cut) {
    worker(cut, new byte[] {0x16, 3, 1, 2, 0, 1, 0, 1, (byte) 0xfc, 3, 3});

    assertThat(lanes.log).containsExactly("refused");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 1 << 20})
  void whatIsNotTheProtocolPassesUnread(int cut) {
    loggedIn();
    worker(cut, new byte[] {'Q', -1, -1, -1, -1, 'a', 'b', 'c'}, Pg.query("select 1"));
    peer(cut, new byte[] {'D', -1, -1, -1, -1, 'a', 'b', 'c'}, Pg.ready('I'));

    assertThat(lanes.log).isEmpty();
    assertTransparent();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 1 << 20})
  void theTextHasParametersThatArePrintable(int cut) {
    UUID id = UUID.randomUUID();
    byte[] uuid =
        ByteBuffer.allocate(16)
            .putLong(id.getMostSignificantBits())
            .putLong(id.getLeastSignificantBits())
            .array();
    loggedIn();
    BiConsumer<Integer, byte[]> bound =
        (format, value) ->
            worker(
                cut,
                Pg.parse("", "insert into t values ('" + "x".repeat(5000) + "', $1)"),
                Pg.bind("", "", format, value),
                Pg.execute(""),
                Pg.sync());
    bound.accept(1, uuid);
    assertThat(text()).hasSize(4096).endsWith("$1=" + id);
    bound.accept(0, "größe".getBytes(StandardCharsets.UTF_8));
    assertThat(text()).endsWith("$1=größe");
    bound.accept(1, "\1{\"id\": 1}".getBytes(StandardCharsets.UTF_8));
    assertThat(text()).endsWith("$1={\"id\": 1}");
    bound.accept(1, new byte[] {0, 0, 0, 42});
    assertThat(text()).doesNotContain("$1=");
    worker(cut, Pg.query("alter role me password 'hidden''too'"));
    assertThat(text()).doesNotContain("hidden").doesNotContain("too");
  }

  private String text() {
    Unit unit = null;
    for (Unit next; (next = lanes.current()) != null; unit = next) {
      lanes.ended();
    }
    return unit == null ? "" : unit.details().getOrDefault(WireOp.TEXT, "");
  }

  private void loggedIn() {
    worker(1 << 20, Pg.startup("user", "me"));
    peer(1 << 20, LOGGED_IN);
    lanes.log.clear();
    lanes.toPeer.reset();
    lanes.toWorker.reset();
    lanes.passed.reset();
    workerSaid.clear();
    peerSaid.clear();
  }

  private void worker(int cut, byte[]... messages) {
    byte[] all = Pg.all(messages);
    workerSaid.add(all);
    for (int from = 0; from < all.length; from += cut) {
      dialogue.fromWorker(ByteBuffer.wrap(all, from, Math.min(cut, all.length - from)));
    }
  }

  private void peer(int cut, byte[]... messages) {
    byte[] all = Pg.all(messages);
    peerSaid.add(all);
    for (int from = 0; from < all.length; from += cut) {
      dialogue.fromPeer(ByteBuffer.wrap(all, from, Math.min(cut, all.length - from)));
    }
  }

  private void assertTransparent() {
    assertThat(lanes.toPeer.toByteArray()).isEqualTo(Pg.all(workerSaid.toArray(byte[][]::new)));
    assertThat(lanes.toWorker.toByteArray()).isEqualTo(Pg.all(peerSaid.toArray(byte[][]::new)));
  }
}
