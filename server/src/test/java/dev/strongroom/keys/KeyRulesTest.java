package dev.strongroom.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Problem.ObjectKind;
import dev.strongroom.kernel.Refused;
import dev.strongroom.model.ObjectName;
import dev.strongroom.model.ObjectVersion;
import dev.strongroom.model.Tags;
import dev.strongroom.objects.Attributes;
import dev.strongroom.trust.KeySpec;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What a key may be used for, and when: every operation, switch, purpose and second.
class KeyRulesTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final EnumSet<KeyOperation> BOUND_TO_TIME =
      EnumSet.of(KeyOperation.ENCRYPT, KeyOperation.SIGN, KeyOperation.WRAP);

  @Test
  void aDisabledKeyIsRefusedBeforeAnythingElseIsLookedAt() {
    Attributes off = new Attributes(false, Optional.of(NOON.plusSeconds(1)), Optional.empty());
    for (KeyOperation operation : KeyOperation.values()) {
      assertThat(refusal(key(List.of(), off), operation))
          .isEqualTo(new Problem.ObjectDisabled(ObjectKind.KEY, operation.wire()));
    }
  }

  @Test
  void whatIsNotAmongItsOperationsIsRefusedBeforeItsTime() {
    Attributes late = new Attributes(true, Optional.empty(), Optional.of(NOON));
    for (KeyOperation operation : KeyOperation.values()) {
      List<KeyOperation> others = List.copyOf(EnumSet.complementOf(EnumSet.of(operation)));
      assertThat(refusal(key(others, late), operation))
          .isEqualTo(new Problem.KeyOperationForbidden(operation.wire()));
    }
  }

  @Test
  void onlyWhatProtectsIsBoundToTime() {
    List<KeyOperation> all = List.of(KeyOperation.values());
    Attributes early = new Attributes(true, Optional.of(NOON.plusMillis(1)), Optional.empty());
    Attributes late = new Attributes(true, Optional.empty(), Optional.of(NOON));
    Attributes now = new Attributes(true, Optional.of(NOON), Optional.of(NOON.plusMillis(1)));
    for (KeyOperation operation : KeyOperation.values()) {
      assertThatCode(() -> Keys.checkUsable(key(all, now), operation, NOON))
          .doesNotThrowAnyException();
      if (BOUND_TO_TIME.contains(operation)) {
        assertThat(refusal(key(all, early), operation))
            .isEqualTo(new Problem.KeyOutOfTime(operation.wire(), false));
        assertThat(refusal(key(all, late), operation))
            .as("at the second of its end it has expired")
            .isEqualTo(new Problem.KeyOutOfTime(operation.wire(), true));
      } else {
        assertThatCode(
                () -> {
                  Keys.checkUsable(key(all, early), operation, NOON);
                  Keys.checkUsable(key(all, late), operation, NOON);
                })
            .as(operation.wire())
            .doesNotThrowAnyException();
      }
    }
  }

  @Test
  void aKindOfKeysHasTheOperationsThatItsAlgorithmsHave() {
    assertThat(wires(KeyOperation.usual(KeySpec.Rsa.RSA_2048)))
        .containsExactly("encrypt", "decrypt", "sign", "verify", "wrapKey", "unwrapKey");
    assertThat(wires(KeyOperation.usual(KeySpec.Ec.P_256K))).containsExactly("sign", "verify");
    assertThat(wires(KeyOperation.usual(KeySpec.MlDsa.ML_DSA_44)))
        .containsExactly("sign", "verify");
    assertThat(wires(KeyOperation.usual(KeySpec.Oct.OCT_256)))
        .containsExactly("encrypt", "decrypt", "wrapKey", "unwrapKey");
    assertThat(KeyOperation.possible(KeySpec.Rsa.RSA_4096)).hasSize(8);
    assertThat(wires(KeyOperation.possible(KeySpec.Ec.P_521)))
        .containsExactly("sign", "verify", "export");
    assertThat(wires(KeyOperation.possible(KeySpec.MlDsa.ML_DSA_87)))
        .containsExactly("sign", "verify", "export");
    assertThat(wires(KeyOperation.possible(KeySpec.Oct.OCT_128)))
        .containsExactly("encrypt", "decrypt", "sign", "verify", "wrapKey", "unwrapKey", "export");
  }

  @Test
  void settingsTakeWhatTheKindHasAndTheUsualWhenNothingIsSaid() {
    assertThat(settings(List.of()).operations(KeySpec.Ec.P_256))
        .containsExactly(KeyOperation.SIGN, KeyOperation.VERIFY);
    assertThat(settings(List.of(KeyOperation.SIGN)).operations(KeySpec.Ec.P_256))
        .containsExactly(KeyOperation.SIGN);
    KeySettings odd = settings(List.of(KeyOperation.SIGN, KeyOperation.WRAP));
    Refused refused = catchThrowableOfType(Refused.class, () -> odd.operations(KeySpec.Ec.P_256));
    assertThat(refused.problem())
        .isEqualTo(
            new Problem.Malformed("The key operation wrapKey is not possible with keys of P-256."));
  }

  @Test
  void everyTypeHasItsNamePlaceAndSku() {
    for (KeyType type : KeyType.values()) {
      assertThat(KeyType.named(type.wire())).contains(type);
      assertThat(type.hardware()).isEqualTo(type.wire().endsWith("-HSM"));
      assertThat(type.premium()).isEqualTo(type.wire().startsWith("oct"));
    }
    assertThat(KeyType.named("rsa")).isEmpty();
    Map<KeySpec, String> names =
        Map.of(
            KeySpec.Rsa.RSA_3072, "RSA",
            KeySpec.Ec.P_384, "EC",
            KeySpec.Oct.OCT_192, "oct",
            KeySpec.MlDsa.ML_DSA_65, "AKP");
    names.forEach((spec, name) -> {
      assertThat(KeyType.of(spec, false).wire()).isEqualTo(name);
      assertThat(KeyType.of(spec, true).wire()).isEqualTo(name + "-HSM");
      assertThat(KeyFace.spec(spec.label())).isEqualTo(spec);
    });
    for (KeyOperation operation : KeyOperation.values()) {
      assertThat(KeyOperation.named(operation.wire())).contains(operation);
    }
    assertThat(KeyOperation.named("Sign")).isEmpty();
  }

  private static List<String> wires(Iterable<KeyOperation> operations) {
    return java.util.stream.StreamSupport.stream(operations.spliterator(), false)
        .map(KeyOperation::wire)
        .toList();
  }

  private static KeySettings settings(List<KeyOperation> asked) {
    return new KeySettings(false, asked, Attributes.DEFAULT, Release.NEVER, Tags.NONE);
  }

  private static Problem refusal(KeyProperties key, KeyOperation operation) {
    return catchThrowableOfType(Refused.class, () -> Keys.checkUsable(key, operation, NOON))
        .problem();
  }

  private static KeyProperties key(List<KeyOperation> operations, Attributes attributes) {
    return new KeyProperties(
        ObjectName.of("k"),
        new ObjectVersion("0".repeat(32)),
        new KeyFace(KeyType.OCT, KeySpec.Oct.OCT_256, Optional.empty()),
        operations,
        attributes,
        Release.NEVER,
        false,
        Tags.NONE,
        NOON,
        NOON);
  }
}
