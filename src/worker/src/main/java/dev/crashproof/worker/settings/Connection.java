package dev.crashproof.worker.settings;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** The connection to Temporal: each setting from the strongest place that gives it. */
final class Connection {
  /** What headers of every call are called in the environment and in a settings file. */
  static final String HEADER = "TEMPORAL_GRPC_META_";

  private static final Set<Setting> ENCRYPTING =
      EnumSet.of(
          Setting.API_KEY_FILE,
          Setting.API_KEY,
          Setting.TLS_SERVER_NAME,
          Setting.TLS_DISABLE_HOST_VERIFICATION,
          Setting.TLS_CLIENT_CERT_PATH,
          Setting.TLS_CLIENT_CERT_DATA,
          Setting.TLS_CLIENT_KEY_PATH,
          Setting.TLS_CLIENT_KEY_DATA,
          Setting.TLS_SERVER_CA_CERT_PATH,
          Setting.TLS_SERVER_CA_CERT_DATA);

  /** All of it, by which a worker is told its server; each has one name in every place. */
  static final Set<Setting> SETTINGS = EnumSet.copyOf(ENCRYPTING);

  static {
    SETTINGS.addAll(EnumSet.of(Setting.ADDRESS, Setting.NAMESPACE, Setting.TLS));
  }

  private final Sources sources;
  private final Profile profile;

  private Connection(Sources sources, Profile profile) {
    this.sources = sources;
    this.profile = profile;
  }

  static Connection of(Sources sources) throws SettingsException {
    return new Connection(sources, Profile.load(sources));
  }

  /** The setting from the strongest place that gives it, the profile included. */
  Given get(Setting setting) throws SettingsException {
    // TEMPORAL_HOST is the same setting by another name: the one given in the stronger place
    // counts.
    boolean byHost =
        setting == Setting.ADDRESS
            && sources.strength(Setting.HOST) > sources.strength(Setting.ADDRESS);
    Given given = sources.get(byHost ? Setting.HOST : setting);
    return given.strength() == Given.DEFAULT ? profile.get(setting).orElse(given) : given;
  }

  Profile profile() {
    return profile;
  }

  TemporalSettings read() throws SettingsException {
    String address = Parse.address(get(Setting.ADDRESS));
    String namespace = get(Setting.NAMESPACE).value().strip();
    Optional<Material> key = either(Setting.API_KEY_FILE, Setting.API_KEY);
    return new TemporalSettings(
        address,
        namespace,
        profile.config().toBuilder()
            .setAddress(address)
            .setNamespace(namespace)
            .setApiKey(null)
            .setTls(null)
            .build(),
        key,
        isEncrypted() ? Optional.of(tls()) : Optional.empty());
  }

  private boolean isEncrypted() throws SettingsException {
    Given tls = get(Setting.TLS);
    return tls.value().isEmpty() ? encryptedBy().isPresent() : Parse.yesOrNo(tls);
  }

  /**
   * What turns TLS on where nobody says whether. A key does, as in Temporal's own clients: it must
   * not cross a network in the clear.
   */
  Optional<Setting> encryptedBy() throws SettingsException {
    for (Setting setting : ENCRYPTING) {
      if (get(setting).strength() > Given.DEFAULT) {
        return Optional.of(setting);
      }
    }
    return Optional.empty();
  }

  private TlsSettings tls() throws SettingsException {
    Optional<Material> certificate =
        either(Setting.TLS_CLIENT_CERT_PATH, Setting.TLS_CLIENT_CERT_DATA);
    Optional<Material> key = either(Setting.TLS_CLIENT_KEY_PATH, Setting.TLS_CLIENT_KEY_DATA);
    if (certificate.isPresent() && key.isEmpty()) {
      throw certificate
          .get()
          .given()
          .wrong("needs its key beside it: give " + Setting.TLS_CLIENT_KEY_PATH.key());
    }
    if (key.isPresent() && certificate.isEmpty()) {
      throw key.get()
          .given()
          .wrong("needs its certificate beside it: give " + Setting.TLS_CLIENT_CERT_PATH.key());
    }
    Given anyName = get(Setting.TLS_DISABLE_HOST_VERIFICATION);
    return new TlsSettings(
        certificate,
        key,
        either(Setting.TLS_SERVER_CA_CERT_PATH, Setting.TLS_SERVER_CA_CERT_DATA),
        Optional.of(get(Setting.TLS_SERVER_NAME).value().strip()).filter(name -> !name.isEmpty()),
        !anyName.value().isEmpty() && Parse.yesOrNo(anyName));
  }

  /** One that can be a file or given itself: the stronger place counts, and one place gives one. */
  private Optional<Material> either(Setting inFile, Setting itself) throws SettingsException {
    Given file = get(inFile);
    Given direct = get(itself);
    if (file.strength() == Given.DEFAULT && direct.strength() == Given.DEFAULT) {
      return Optional.empty();
    }
    if (file.strength() == direct.strength()) {
      throw file.wrong("stands beside " + direct.name() + ": give one of them");
    }
    return Optional.of(
        file.strength() > direct.strength() ? Material.inFile(file) : Material.itself(direct));
  }
}
