package dev.crashproof.environment.containers;

import dev.crashproof.environment.ImageSource;
import java.util.Optional;

/** Which of an image's names is taken: what is there before what must be pulled. */
final class ImageChoice {
  private final ImageSource source;
  private final ImageStore store;

  ImageChoice(ImageSource source, ImageStore store) {
    this.source = source;
    this.store = store;
  }

  /**
   * The name under which the engine now has the image.
   *
   * @throws MissingImageException if it can't be had, naming it and what to do
   */
  String of(Image image) {
    return switch (source) {
      case OFFICIAL -> official(image);
      case OFFLINE -> offline(image);
      case AUTO ->
          !store.has(image.official()) && store.has(image.offline())
              ? image.offline()
              : official(image);
    };
  }

  private String official(Image image) {
    if (store.has(image.official())) {
      return image.official();
    }
    Optional<String> problem = store.pull(image.official());
    if (problem.isPresent()) {
      throw new MissingImageException(
          "the image %s is not there and can't be pulled (%s)"
              .formatted(image.official(), problem.get()),
          "pull it, or build %s with compose/offline/build%s"
              .formatted(
                  image.offline(),
                  source == ImageSource.OFFICIAL
                      ? " and set crashproof.images to auto or offline"
                      : ""));
    }
    return image.official();
  }

  private String offline(Image image) {
    if (!store.has(image.offline())) {
      throw new MissingImageException(
          "the image " + image.offline() + " is not there",
          "build it with compose/offline/build, or set crashproof.images to auto or official");
    }
    return image.offline();
  }
}
