package dev.crashproof.worker.activities;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where an address leads, and what of it may be shown. */
class TargetTest {

  @ParameterizedTest
  @CsvSource({
    "http://h:1, orders, http://h:1/orders",
    "http://h:1, /orders, http://h:1/orders",
    "http://h/v1, orders?a=b, http://h/v1/orders?a=b",
    "http://h/v1/, orders, http://h/v1/orders",
    "http://h/v1?key=x#f, orders, http://h/v1/orders",
    "http://h/v1, /orders, http://h/orders",
    "http://h/v1, ../v2/orders, http://h/v2/orders",
    "http://h/v1, ?a=b, http://h/v1/?a=b",
    "https://h/v1, //other/orders, https://other/orders",
    "http://h/v1, https://other:8443/orders, https://other:8443/orders",
    "http://[::1]:9/v1, orders, http://[::1]:9/v1/orders",
    "http://user:secret@h/v1, orders, http://h/v1/orders",
    "http://h, größe, http://h/gr%C3%B6%C3%9Fe",
  })
  void relativeToTheBase(URI base, String url, String target) {
    assertThat(Target.of(url, Optional.of(base)).map(Target::url)).contains(URI.create(target));
  }

  @Test
  void withoutABaseOnlyAWholeAddressLeadsAnywhere() {
    assertThat(Target.of("orders", Optional.empty())).isEmpty();
    assertThat(Target.of("//h/orders", Optional.empty())).isEmpty();
    assertThat(Target.of("http://h/orders", Optional.empty())).isPresent();
  }

  @ParameterizedTest
  @CsvSource({
    "http://h/p?key=secret#secret, http://h/p",
    "http://h:80?key=secret, http://h:80/",
    "https://[::1]/a%20b, https://[::1]/a%20b",
  })
  void whatIsShownHasNoQuery(String url, String shown) {
    Target target = Target.of(url, Optional.empty()).orElseThrow();
    assertThat(target.shown()).isEqualTo(shown);
    assertThat(target).hasToString(shown);
  }
}
