package dev.crashproof.environment.containers;

import dev.crashproof.environment.ImageSource;

/**
 * The names of the images that are taken.
 *
 * @param postgres of Postgres
 * @param server of the Temporal server
 * @param tools of Temporal's admin tools, which carry the schema
 */
record Images(String postgres, String server, String tools) {

  static Images choose(ImageSource source, ImageStore store) {
    ImageChoice choice = new ImageChoice(source, store);
    return new Images(
        choice.of(Image.POSTGRES),
        choice.of(Image.TEMPORAL_SERVER),
        choice.of(Image.TEMPORAL_ADMIN_TOOLS));
  }

  String inWords() {
    return postgres + " and " + server;
  }
}
