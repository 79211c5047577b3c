package dev.strongroom.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.condition.ActionPattern;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ActionPatternTest {
  @Test
  void aStarStandsForAnyTextSlashesIncluded() {
    assertMatches("Microsoft.KeyVault/vaults/*", "microsoft.keyvault/vaults/secrets/delete");
    assertMatches("*/read", "microsoft.keyvault/vaults/read");
    assertMatches("*", "anything");
    assertDiffers("Microsoft.KeyVault/vaults/*", "microsoft.keyvault/vaults");
    assertDiffers("*/read", "microsoft.keyvault/vaults/readmetadata");
    assertDiffers("a*b*c", "acb");
    assertDiffers("ab*ba", "aba");
  }

  @Test
  void aStarBetweenSlashesAlsoStandsForOneSlash() {
    assertMatches("Microsoft.KeyVault/vaults/*/read", "microsoft.keyvault/vaults/read");
    assertMatches("Microsoft.KeyVault/vaults/*/read", "microsoft.keyvault/vaults/a/b/read");
    assertDiffers("Microsoft.KeyVault/vaults/*/read", "microsoft.keyvault/vaultsread");
    assertDiffers("Microsoft.KeyVault/vaults/*read", "microsoft.keyvault/vaultsread");
  }

  @Test
  void everyShortPatternMatchesWhatTheReferenceSays() {
    for (String pattern : words("ab/*", 5)) {
      ActionPattern compiled = new ActionPattern(pattern);
      for (String action : words("ab/", 4)) {
        assertThat(compiled.matches(action))
            .as("%s on %s", pattern, action)
            .isEqualTo(ReferenceRbac.matches(pattern, action));
      }
    }
  }

  /// Every word of `letters` with at most `max` of them.
  private static List<String> words(String letters, int max) {
    List<String> all = new ArrayList<>(List.of(""));
    List<String> longest = all;
    for (int length = 1; length <= max; length += 1) {
      List<String> longer = new ArrayList<>();
      for (String word : longest) {
        letters.chars().forEach(letter -> longer.add(word + (char) letter));
      }
      all = new ArrayList<>(all);
      all.addAll(longer);
      longest = longer;
    }
    return all;
  }

  private static void assertMatches(String pattern, String action) {
    assertThat(new ActionPattern(pattern).matches(action)).as(pattern).isTrue();
  }

  private static void assertDiffers(String pattern, String action) {
    assertThat(new ActionPattern(pattern).matches(action)).as(pattern).isFalse();
  }
}
