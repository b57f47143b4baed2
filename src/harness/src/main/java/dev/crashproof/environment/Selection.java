package dev.crashproof.environment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Which backend is taken, and why.
 *
 * @param backend the backend
 * @param reason why, in one line
 */
record Selection(Backend backend, String reason) {

  static Selection of(Settings settings, List<Backend> backends, Progress progress) {
    return settings.backend().equals(Settings.AUTO)
        ? byItself(settings, backends, progress)
        : byName(settings, backends, progress);
  }

  private static Selection byName(Settings settings, List<Backend> backends, Progress progress) {
    Backend backend =
        backends.stream()
            .filter(candidate -> candidate.name().equals(settings.backend()))
            .findFirst()
            .orElseThrow(
                () ->
                    new EnvironmentException(
                        "There is no backend '%s': set crashproof.backend (or CRASHPROOF_BACKEND) to one of %s."
                            .formatted(settings.backend(), names(backends))));
    Availability availability = backend.probe(settings, progress);
    if (!availability.available()) {
      throw new EnvironmentException(
          "The backend '%s' was asked for and can't be had: %s. %s"
              .formatted(backend.name(), availability.reason(), availability.remedy()));
    }
    return new Selection(backend, "asked for by name; " + availability.reason());
  }

  private static Selection byItself(Settings settings, List<Backend> backends, Progress progress) {
    List<String> passedOver = new ArrayList<>();
    for (Backend backend :
        backends.stream()
            .filter(candidate -> candidate.wanted(settings))
            .sorted(Comparator.comparingInt(Backend::rank))
            .toList()) {
      Availability availability = backend.probe(settings, progress);
      if (availability.available()) {
        passedOver.add(0, availability.reason());
        return new Selection(backend, String.join("; ", passedOver));
      }
      passedOver.add("not " + backend.name() + ": " + availability.reason());
    }
    throw new EnvironmentException(
        "No backend can be had: %s. Start Docker, or put Crashproof's optional libraries on the class path, or set crashproof.temporal.address and crashproof.postgres.url."
            .formatted(String.join("; ", passedOver)));
  }

  private static String names(List<Backend> backends) {
    return backends.stream()
            .sorted(Comparator.comparingInt(Backend::rank))
            .map(Backend::name)
            .collect(Collectors.joining(", "))
        + ", "
        + Settings.AUTO;
  }
}
