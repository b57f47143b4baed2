package dev.crashproof.environment;

/** A backend that is there or not, and starts nothing. */
record FakeBackend(String name, int rank, boolean wanted, Availability availability)
    implements Backend {

  static FakeBackend there(String name, int rank) {
    return new FakeBackend(name, rank, true, Availability.yes(name + " is there"));
  }

  static FakeBackend missing(String name, int rank) {
    return new FakeBackend(
        name, rank, true, Availability.no(name + " is missing", "Install " + name + "."));
  }

  FakeBackend unwanted() {
    return new FakeBackend(name, rank, false, availability);
  }

  @Override
  public boolean wanted(Settings settings) {
    return wanted;
  }

  @Override
  public Availability probe(Settings settings, Progress progress) {
    return availability;
  }

  @Override
  public Environment start(Launch launch) {
    throw new UnsupportedOperationException("a fake starts nothing");
  }
}
