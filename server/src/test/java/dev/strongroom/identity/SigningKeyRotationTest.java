package dev.strongroom.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.identity.RotateSigningKeys.Reason;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Keys change without anybody noticing: published before they sign, kept until nothing of theirs
/// is left.
class SigningKeyRotationTest {
  private static final Duration UNTIL_DUE = TokenTimes.KEY_PERIOD.minus(TokenTimes.KEY_AHEAD);

  @TempDir Path folder;
  private IdentityWorld world;

  @BeforeEach
  void open() {
    world = IdentityWorld.fresh(folder);
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void theFirstKeySignsAtOnceAndOneIsEnough() {
    TokenKeys keys = world.rotate(Reason.TIMETABLE);
    assertThat(keys.all()).hasSize(1);
    assertThat(keys.signing(world.now)).isPresent();
  }

  @Test
  void theNextKeyIsPublishedTwoDaysBeforeItSigns() {
    String first = signing();
    world.pass(UNTIL_DUE.minusSeconds(1));
    assertThat(world.rotate(Reason.TIMETABLE).all()).hasSize(1);
    world.pass(Duration.ofSeconds(1));
    assertThat(world.rotate(Reason.TIMETABLE).all()).hasSize(2);
    assertThat(signing()).isEqualTo(first);
    world.pass(TokenTimes.KEY_AHEAD);
    assertThat(signing()).isNotEqualTo(first);
  }

  @Test
  void theOldKeyStaysUntilItsLastTokenHasExpired() {
    String first = signing();
    world.pass(UNTIL_DUE);
    world.rotate(Reason.TIMETABLE);
    world.pass(TokenTimes.KEY_AHEAD.plus(TokenTimes.LIFETIME).plus(TokenTimes.SKEW));
    assertThat(world.rotate(Reason.TIMETABLE).holds(first)).isTrue();
    world.pass(TokenTimes.SKEW.plusSeconds(1));
    TokenKeys keys = world.rotate(Reason.TIMETABLE);
    assertThat(keys.holds(first)).isFalse();
    assertThat(keys.all()).hasSize(1);
  }

  @Test
  void aServerThatSleptForAYearStillGivesTwoDaysNotice() {
    String first = signing();
    world.pass(Duration.ofDays(365));
    TokenKeys keys = world.rotate(Reason.TIMETABLE);
    assertThat(keys.signing(world.now)).map(TokenKey::id).contains(first);
    assertThat(keys.all().getLast().signsFrom()).isEqualTo(world.now.plus(TokenTimes.KEY_AHEAD));
  }

  @Test
  void aClockThatWasAheadStopsNoTokenAndLengthensNoKeysLife() {
    String first = signing();
    world.pass(Duration.ofDays(365));
    world.rotate(Reason.TIMETABLE);
    world.pass(TokenTimes.KEY_AHEAD.plusHours(2));
    String ahead = signing();
    assertThat(world.rotate(Reason.TIMETABLE).holds(first)).isFalse();
    world.pass(Duration.ofDays(-367));
    assertThat(signing()).isEqualTo(ahead);

    TokenKeys keys = world.rotate(Reason.TIMETABLE);
    assertThat(signing()).isNotEqualTo(ahead);
    assertThat(keys.holds(ahead)).as("its tokens hold until they expire").isTrue();
    world.pass(Duration.ofHours(2));
    assertThat(world.rotate(Reason.TIMETABLE).holds(ahead)).isFalse();
    world.pass(UNTIL_DUE);
    assertThat(world.rotate(Reason.TIMETABLE).all()).hasSize(2);
  }

  @Test
  void compromisedKeysAreGoneAtOnce() {
    String first = signing();
    TokenKeys keys = world.rotate(Reason.COMPROMISED);
    assertThat(keys.all()).hasSize(1);
    assertThat(keys.holds(first)).isFalse();
    assertThat(signing()).isNotEqualTo(first);
  }

  @Test
  void thePrivateKeyIsStoredSealed() {
    List<TokenKey> keys = world.store.read(world.keys::keys).all();
    byte[] sealed = keys.getFirst().sealed();
    byte[] modulus = keys.getFirst().publicKey().getModulus().toByteArray();
    byte[] head = Arrays.copyOfRange(modulus, 1, 33);
    // PKCS #8 contains the modulus; sealed bytes must not.
    assertThat(indexOf(sealed, head)).isNegative();
  }

  private String signing() {
    return world.store.read(world.keys::keys).signing(world.now).orElseThrow().id();
  }

  private static int indexOf(byte[] text, byte[] wanted) {
    for (int at = 0; at + wanted.length <= text.length; at += 1) {
      if (Arrays.equals(text, at, at + wanted.length, wanted, 0, wanted.length)) {
        return at;
      }
    }
    return -1;
  }
}
