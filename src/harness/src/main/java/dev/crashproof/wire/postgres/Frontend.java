package dev.crashproof.wire.postgres;

import dev.crashproof.wire.postgres.Statements.Statement;
import dev.crashproof.wire.stream.Gathered;
import dev.crashproof.wire.stream.Requests;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** What the worker says: gathers its messages up to where it waits for the server. */
final class Frontend {
  private static final int GATHERED_MOST = 4 << 20;
  private static final int HEADER = 5;
  private static final int STARTUP_HEADER = 8;
  private static final int STARTUP_LONGEST = 10_000;
  private static final int TLS_HANDSHAKE = 0x16;
  private static final int SSL_REQUEST = 80877103;
  private static final int GSSENC_REQUEST = 80877104;
  private static final int CANCEL_REQUEST = 80877102;

  private enum Phase {
    STARTUP,
    TYPED,
    /** Nothing that follows is understood, or need be. */
    UNREAD
  }

  private final Requests<Unit> out;
  private final Statements statements = new Statements();
  private final Gathered gathered = new Gathered();
  private Phase phase = Phase.STARTUP;

  /** Where in what is gathered the message begins that is being read. */
  private int message;

  /** Its length with its header; 0 while that is not known. */
  private long length;

  /** So many bytes of it are still to stream on. */
  private long streaming;

  private char type;
  private @Nullable Unit unit;
  private @Nullable Unit last;
  private Statement bound = Statement.UNKNOWN;
  private boolean copying;
  private boolean copyEnded;

  Frontend(Requests<Unit> out) {
    this.out = out;
  }

  /** Whether it is the log-in or a cancel that is being decided on. */
  boolean connecting() {
    return unit != null && (unit.kind() == Unit.Kind.CONNECT || unit.kind() == Unit.Kind.CANCEL);
  }

  void accept(ByteBuffer in) {
    while (in.hasRemaining()) {
      if (phase == Phase.UNREAD) {
        out.more(in);
      } else if (streaming > 0) {
        stream(in);
      } else if (length == 0) {
        header(in);
      } else {
        body(in);
      }
    }
    if (copying) {
      // The server takes the data as it comes, and says nothing until it has all.
      emit(message, false);
    }
  }

  /** The worker ended: what it had begun goes as it is. */
  void end() {
    if (gathered.size() > 0) {
      message = gathered.size();
      emit(message, true);
    }
  }

  private void stream(ByteBuffer in) {
    int part = (int) Math.min(streaming, in.remaining());
    out.more(in.slice(in.position(), part));
    in.position(in.position() + part);
    streaming -= part;
    if (streaming == 0) {
      ended();
    }
  }

  private void header(ByteBuffer in) {
    int needed = phase == Phase.STARTUP ? STARTUP_HEADER : HEADER;
    gathered.take(in, Math.min(needed - (gathered.size() - message), in.remaining()));
    if (phase == Phase.STARTUP && gathered.at(0) == TLS_HANDSHAKE) {
      phase = Phase.UNREAD;
      gathered.clear();
      out.refuse(
          "TLS was spoken at once, and the Postgres interposer has none; set sslnegotiation=postgres"
              + " or sslmode=disable in the worker's connection string.");
      return;
    }
    if (gathered.size() - message < needed) {
      return;
    }
    ByteBuffer header = gathered.view(message, gathered.size());
    if (phase == Phase.STARTUP) {
      length = header.getInt();
      check(length >= STARTUP_HEADER && length <= STARTUP_LONGEST);
    } else {
      type = (char) header.get();
      length = 1L + header.getInt();
      check(length >= HEADER);
    }
    endIfWhole();
  }

  private void body(ByteBuffer in) {
    long missing = length - (gathered.size() - message);
    gathered.take(in, (int) Math.min(missing, in.remaining()));
    endIfWhole();
    if (gathered.size() >= GATHERED_MOST) {
      tooMuch();
    }
  }

  /** It does not look like the protocol: it passes, and nothing more is said of it. */
  private void check(boolean sound) {
    if (!sound) {
      unread();
    }
  }

  private void unread() {
    phase = Phase.UNREAD;
    emit(gathered.size(), false);
    length = 0;
  }

  private void endIfWhole() {
    if (phase != Phase.UNREAD && gathered.size() - message == length) {
      int from = message;
      if (phase == Phase.STARTUP) {
        startup(new Body(gathered.view(STARTUP_HEADER - Integer.BYTES, gathered.size())));
      } else {
        read(new Body(gathered.view(from + HEADER, gathered.size())));
        message = gathered.size();
        length = 0;
        ended();
      }
    }
  }

  /** The batch is decided on by what there is of it; the rest follows. */
  private void tooMuch() {
    int have = gathered.size() - message;
    if (length > 0 && have >= HEADER) {
      read(new Body(gathered.view(message + HEADER, gathered.size())));
      streaming = length - have;
      message = gathered.size();
      length = 0;
    }
    if (unit != null && type == 'B') {
      // Nobody binds so much for nothing; the Execute comes too late to be waited for.
      unit.executes(bound.verbs());
    }
    emit(message, true);
  }

  private void startup(Body body) {
    int code = body.int32();
    length = 0;
    if (code == SSL_REQUEST || code == GSSENC_REQUEST) {
      gathered.clear();
      out.tell(new byte[] {'N'});
      return;
    }
    Unit begun = new Unit(code == CANCEL_REQUEST ? Unit.Kind.CANCEL : Unit.Kind.CONNECT);
    unit = begun;
    if (code == CANCEL_REQUEST) {
      phase = Phase.UNREAD;
    } else {
      phase = Phase.TYPED;
      startupParameters(body, begun);
    }
    complete();
  }

  private static void startupParameters(Body body, Unit connect) {
    while (body.has(2)) {
      String name = body.text();
      String value = body.text();
      if (name.equals("user") || name.equals("database") || name.equals("application_name")) {
        connect.parameter(name, value);
      }
    }
  }

  /** What a message says of its unit. */
  private void read(Body body) {
    switch (type) {
      case 'Q' -> query(body);
      case 'P' -> parse(body);
      case 'B' -> bind(body);
      case 'E' -> extended().executes(statements.verbs(body.text(), extended()));
      case 'C' -> close(body);
      case 'D' -> extended();
      case 'F' -> unit = unit == null ? new Unit(Unit.Kind.CALL) : unit;
      case 'S' -> sync();
      case 'd' -> copying = true;
      default -> {
        // Log-in, Flush, the end of a COPY, Terminate: nothing to be told.
      }
    }
  }

  /** What follows from a message being whole. */
  private void ended() {
    switch (type) {
      case 'Q', 'F' -> complete();
      case 'S' -> {
        if (unit != null) {
          complete();
        } else {
          emit(message, false);
        }
      }
      case 'c', 'f' -> {
        emit(message, false);
        copyEnds();
      }
      case 'P', 'B', 'E', 'C', 'D', 'd' -> {
        // The server is silent until there is a reason to wait for it.
      }
      default -> emit(message, type == 'X');
    }
  }

  private void complete() {
    Unit whole = unit;
    if (whole == null) {
      return;
    }
    whole.complete(true);
    message = gathered.size();
    emit(message, true);
    out.complete();
    last = whole;
    unit = null;
    copyEnded = false;
  }

  private void copyEnds() {
    copying = false;
    if (unit == null && last != null) {
      last.copyingIn(false);
      copyEnded = last.kind() == Unit.Kind.EXTENDED;
    }
  }

  /**
   * The server throws away a Sync that comes during a COPY's data, and so a client that had sent
   * one with its batch sends another behind the data: both belong to one unit.
   */
  private void sync() {
    if (unit == null && copyEnded) {
      copyEnded = false;
    } else {
      extended();
    }
  }

  private void emit(int upTo, boolean decide) {
    if (upTo == 0) {
      return;
    }
    ByteBuffer bytes = gathered.view(0, upTo);
    Unit of = unit;
    if (of != null && !of.opened() && (decide || of.mayTakeEffect())) {
      of.open();
      out.open(of, bytes);
    } else {
      out.more(bytes);
    }
    gathered.forget(upTo);
    message -= upTo;
  }

  private void query(Body body) {
    Unit query = unit == null ? new Unit(Unit.Kind.QUERY) : unit;
    unit = query;
    Statement statement = Statement.of(body.text());
    query.executes(statement.verbs());
    query.says(statement);
  }

  private void parse(Body body) {
    String name = body.text();
    Statement statement = Statement.of(body.text());
    statements.prepared(name, statement);
    extended().prepares();
    extended().says(statement);
  }

  private void bind(Body body) {
    String portal = body.text();
    String name = body.text();
    Statement statement = statements.statement(name);
    statements.bound(portal, statement, extended());
    bound = statement;
    extended().says(statement);
    Parameters.read(body, extended());
  }

  private void close(Body body) {
    statements.closed(body.letter(), body.text());
    extended().closes();
  }

  private Unit extended() {
    Unit known = unit;
    if (known == null) {
      known = new Unit(Unit.Kind.EXTENDED);
      unit = known;
    }
    return known;
  }
}
