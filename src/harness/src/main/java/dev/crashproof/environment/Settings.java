package dev.crashproof.environment;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a user may ask of an environment. Every setting has one name: the system property {@code
 * crashproof.backend} and the environment variable {@code CRASHPROOF_BACKEND} are the same, and the
 * property wins.
 *
 * @param backend {@code auto} or a backend's name ({@code crashproof.backend})
 * @param images which images the containers backend takes ({@code crashproof.images}: {@code auto},
 *     {@code official}, {@code offline})
 * @param temporalBinary a {@code temporal} or {@code temporal-server} for the embedded backend
 *     ({@code crashproof.temporal.binary})
 * @param download whether the embedded backend may download the {@code temporal} binary ({@code
 *     crashproof.temporal.download})
 * @param temporalAddress {@code host:port} of a given server ({@code crashproof.temporal.address})
 * @param postgres a given Postgres, and a role that may create databases and roles ({@code
 *     crashproof.postgres.url}, {@code .user}, {@code .password})
 * @param temporalPort the port on which the server is to listen, any free one where absent ({@code
 *     crashproof.temporal.port})
 * @param postgresPort the port on which Postgres is to listen, any free one where absent ({@code
 *     crashproof.postgres.port})
 * @param timerMaxTimeShift the server's {@code history.timerProcessorMaxTimeShift}, its stock value
 *     where absent: short timers fire up to that late ({@code
 *     crashproof.temporal.timerMaxTimeShift}: {@code 10ms}, {@code 1s} or ISO 8601)
 * @param guard a guarded door for the server beside the harness's; only the containers backend
 *     makes one
 */
public record Settings(
    String backend,
    ImageSource images,
    Optional<Path> temporalBinary,
    boolean download,
    Optional<String> temporalAddress,
    Optional<Database> postgres,
    OptionalInt temporalPort,
    OptionalInt postgresPort,
    Optional<Duration> timerMaxTimeShift,
    Optional<Guard> guard) {

  /** The backend's name that leaves the choice to {@link Environments}. */
  public static final String AUTO = "auto";

  /** All settings at their defaults: {@code auto}, and nothing given. */
  public static Settings defaults() {
    return SettingsReader.read(name -> Optional.empty());
  }

  /**
   * What this JVM's system properties and environment variables say.
   *
   * @throws EnvironmentException where a value makes no sense, naming the setting
   */
  public static Settings fromSystem() {
    return SettingsReader.read(SettingsReader.system());
  }

  /** The same, on another backend. */
  public Settings withBackend(String name) {
    return new Settings(
        name,
        images,
        temporalBinary,
        download,
        temporalAddress,
        postgres,
        temporalPort,
        postgresPort,
        timerMaxTimeShift,
        guard);
  }

  /** The same, with the server's short timers at most that late. */
  public Settings withTimerMaxTimeShift(Duration shift) {
    return new Settings(
        backend,
        images,
        temporalBinary,
        download,
        temporalAddress,
        postgres,
        temporalPort,
        postgresPort,
        Optional.of(shift),
        guard);
  }

  /** The same, with a binary for the embedded backend. */
  public Settings withTemporalBinary(Path binary) {
    return new Settings(
        backend,
        images,
        Optional.of(binary),
        download,
        temporalAddress,
        postgres,
        temporalPort,
        postgresPort,
        timerMaxTimeShift,
        guard);
  }

  /** The same, with a guarded door for the server beside the harness's. */
  public Settings withGuard(Guard with) {
    return new Settings(
        backend,
        images,
        temporalBinary,
        download,
        temporalAddress,
        postgres,
        temporalPort,
        postgresPort,
        timerMaxTimeShift,
        Optional.of(with));
  }
}
