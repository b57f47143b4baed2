package dev.crashproof.trial;

import dev.crashproof.history.Recorder;
import dev.crashproof.history.boundary.BoundaryKind;
import dev.crashproof.lane.Crew;
import dev.crashproof.lane.Grounds;
import dev.crashproof.lane.Subject;
import dev.crashproof.lane.WorkerSlot;
import dev.crashproof.nemesis.Network;
import dev.crashproof.nemesis.Victim;
import dev.crashproof.process.Child;
import dev.crashproof.wire.Interceptor;
import dev.crashproof.wire.Wire;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The workers of a trial's lane: as many places as the faults make necessary. One of them serves;
 * beside it others may stand still, or drain. Each start has a network of its own.
 */
final class Band implements Crew {
  private final String name;
  private final Subject subject;
  private final Grounds grounds;
  private final Recorder recorder;
  private final Duration readyWithin;
  private final List<WorkerSlot> slots = new ArrayList<>();
  private final Map<WorkerSlot, Member> members = new HashMap<>();
  private Interceptor interceptor = Interceptor.none();
  private int serving;

  Band(String name, Subject subject, Grounds grounds, Recorder recorder, Duration readyWithin) {
    this.name = name;
    this.subject = subject;
    this.grounds = grounds;
    this.recorder = recorder;
    this.readyWithin = readyWithin;
    slots.add(open());
  }

  /** One start of a worker, as a nemesis sees it. */
  private record Member(WorkerSlot slot, int start, Network network) implements Victim {
    @Override
    public String name() {
      return slot.name();
    }

    @Override
    public Child child() {
      return slot.child();
    }

    @Override
    public List<Wire> wires() {
      return slot.wires();
    }
  }

  private WorkerSlot open() {
    String letter = String.valueOf((char) ('a' + slots.size()));
    return WorkerSlot.open(name + "-" + letter, name, subject, grounds, recorder);
  }

  /** Who serves, with its network. */
  synchronized Victim victim() {
    Member member = members.get(slots.get(serving));
    if (member == null) {
      throw new IllegalStateException("No worker of " + name + " was started yet.");
    }
    return member;
  }

  @Override
  public void ready(boolean fresh) {
    if (fresh && serving().alive()) {
      retire();
    }
    retireOthers();
    if (!serving().alive()) {
      launch(serving(), Map.of());
    }
    serving().awaitPolling(readyWithin);
  }

  /** Those that a trial has left beside the one that serves must not meet the next one. */
  void retireOthers() {
    WorkerSlot kept = serving();
    for (WorkerSlot slot : List.copyOf(slots)) {
      if (slot != kept && slot.alive()) {
        end(slot);
      }
    }
  }

  private void end(WorkerSlot slot) {
    if (slot.child().paused()) {
      // It has no polls that could be withdrawn: it has been forgotten by now.
      slot.kill();
    } else {
      slot.retire(readyWithin);
    }
  }

  @Override
  public void retire() {
    if (serving().alive()) {
      end(serving());
    }
  }

  @Override
  public synchronized void intercept(Interceptor decides) {
    interceptor = decides;
    // A network is for one start and knows what it is to ask from its beginning.
    slots.forEach(slot -> slot.intercept(passing(slot)));
  }

  private Interceptor passing(WorkerSlot slot) {
    Member member = members.get(slot);
    if (member == null) {
      return interceptor;
    }
    Member renewed =
        new Member(slot, member.start(), new Network(slot.name(), member.start(), interceptor));
    members.put(slot, renewed);
    return renewed.network();
  }

  @Override
  public synchronized WorkerSlot serving() {
    return slots.get(serving);
  }

  @Override
  public void beforeStrike(BoundaryKind kind) {
    // A victim is struck as it stands: its polls are open.
  }

  @Override
  public void replace() {
    replace(Map.of());
  }

  /** Another start takes over, where there is a place whose last start is dead. */
  void replace(Map<String, String> variables) {
    WorkerSlot place;
    synchronized (this) {
      if (slots.get(serving).alive()) {
        serving = free();
      }
      place = slots.get(serving);
    }
    launch(place, variables);
  }

  private int free() {
    for (int i = 0; i < slots.size(); i++) {
      if (!slots.get(i).alive()) {
        return i;
      }
    }
    slots.add(open());
    return slots.size() - 1;
  }

  private void launch(WorkerSlot slot, Map<String, String> variables) {
    synchronized (this) {
      int start = slot.start() + 1;
      Member member = new Member(slot, start, new Network(slot.name(), start, interceptor));
      members.put(slot, member);
      slot.intercept(member.network());
    }
    slot.launch(variables);
  }

  @Override
  public void close() {
    slots.forEach(WorkerSlot::close);
  }
}
