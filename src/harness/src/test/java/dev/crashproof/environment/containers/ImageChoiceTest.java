package dev.crashproof.environment.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crashproof.environment.ImageSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ImageChoiceTest {
  private static final Image IMAGE = new Image("official:1", "offline:1");

  @Test
  void theOfficialOneThatIsThereIsTakenFirst() {
    Store store = new Store("official:1", "offline:1");

    assertThat(new ImageChoice(ImageSource.AUTO, store).of(IMAGE)).isEqualTo("official:1");
    assertThat(store.pulled).isEmpty();
  }

  @Test
  void theOfflineOneThatIsThereComesBeforeAPull() {
    Store store = new Store("offline:1");

    assertThat(new ImageChoice(ImageSource.AUTO, store).of(IMAGE)).isEqualTo("offline:1");
    assertThat(store.pulled).isEmpty();
  }

  @Test
  void whereNeitherIsThereTheOfficialOneIsPulled() {
    Store store = new Store().registryHas("official:1");

    assertThat(new ImageChoice(ImageSource.AUTO, store).of(IMAGE)).isEqualTo("official:1");
    assertThat(store.pulled).containsExactly("official:1");
  }

  @Test
  void whatCantBeHadIsNamedWithWhatToDo() {
    assertThatThrownBy(() -> new ImageChoice(ImageSource.AUTO, new Store()).of(IMAGE))
        .isInstanceOf(MissingImageException.class)
        .hasMessage(
            "the image official:1 is not there and can't be pulled (no registry): pull it, or build offline:1 with compose/offline/build.");
  }

  @Test
  void officialNeverMeansOffline() {
    assertThatThrownBy(
            () -> new ImageChoice(ImageSource.OFFICIAL, new Store("offline:1")).of(IMAGE))
        .isInstanceOf(MissingImageException.class)
        .hasMessageContaining("set crashproof.images to auto or offline");
  }

  @Test
  void offlineNeverPulls() {
    Store store = new Store("official:1").registryHas("offline:1");

    assertThatThrownBy(() -> new ImageChoice(ImageSource.OFFLINE, store).of(IMAGE))
        .isInstanceOf(MissingImageException.class)
        .hasMessageContaining("offline:1")
        .hasMessageContaining("compose/offline/build");
    assertThat(store.pulled).isEmpty();
  }

  @Test
  void theJarKnowsTheNamesThatComposeUses() {
    assertThat(Image.POSTGRES.official()).startsWith("postgres:");
    assertThat(Image.TEMPORAL_SERVER.official()).startsWith("temporalio/server:");
    assertThat(Image.TEMPORAL_ADMIN_TOOLS.offline()).startsWith("crashproof-offline/");
  }

  private static final class Store implements ImageStore {
    private final Set<String> local;
    private final Set<String> registry = new HashSet<>();
    private final List<String> pulled = new ArrayList<>();

    Store(String... local) {
      this.local = new HashSet<>(List.of(local));
    }

    Store registryHas(String name) {
      registry.add(name);
      return this;
    }

    @Override
    public boolean has(String name) {
      return local.contains(name);
    }

    @Override
    public Optional<String> pull(String name) {
      pulled.add(name);
      return registry.contains(name) ? Optional.empty() : Optional.of("no registry");
    }
  }
}
