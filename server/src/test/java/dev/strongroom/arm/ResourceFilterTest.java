package dev.strongroom.arm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.kernel.Refused;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What transcripts do not show of the filters of lists.
class ResourceFilterTest {
  /// As long as an address may be, and longer.
  @Test
  void manyTermsAndLongOnesAreRead() {
    String many = "name eq 'a'" + " and name eq 'b'".repeat(5_000);
    assertThat(ResourceFilter.parse(Optional.of(many)).terms()).isEqualTo(Map.of("name", "b"));
    String text = "''x".repeat(20_000);
    assertThat(ResourceFilter.parse(Optional.of("(name eq '" + text + "')")).terms())
        .isEqualTo(Map.of("name", "'x".repeat(20_000)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "name eq 'a' and",
        "name eq 'a' and and name eq 'b'",
        "name eq 'a' name eq 'b'",
        "and name eq 'a'",
        "name eq 'a' or name eq 'b'",
        "name eq 'a''",
        "size eq '1'",
        "'"
      })
  void whatIsNoFilterIsRefused(String filter) {
    assertThatThrownBy(() -> ResourceFilter.parse(Optional.of(filter))).isInstanceOf(Refused.class);
  }
}
