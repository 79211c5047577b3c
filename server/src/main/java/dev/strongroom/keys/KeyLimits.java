package dev.strongroom.keys;

import dev.strongroom.kernel.Problem;
import dev.strongroom.model.Tags;
import dev.strongroom.model.VaultName;
import dev.strongroom.objects.ObjectLimits;
import dev.strongroom.objects.ObjectStore;
import java.time.Duration;
import java.util.Map;

/// The limits of keys, and the refusals of what passes them.
public final class KeyLimits {
  /// Azure's number for keys; secrets have twice as much.
  public static final int MAX_TAG_TEXT = 256;

  public static final int MAX_RELEASE_POLICY_BYTES = 32 << 10;
  public static final int MAX_CONTENT_TYPE = 255;

  /// What a managed HSM has room for: keys, living and deleted, and versions of each.
  public static final int HSM_KEYS = 5_000;

  public static final int HSM_VERSIONS = 100;

  /// Private halves open in memory at a time.
  public static final int OPEN_KEYS = 1_000;

  /// How long one stays open that nobody uses.
  public static final Duration OPEN_KEY_IDLE = Duration.ofMinutes(10);

  /// How many keys may wait to be made; more are refused, because that takes seconds.
  public static final int WAITING_TO_BE_MADE = 64;

  /// How long an attempt at making a key in the HSM may be under way; after that it was cut.
  static final Duration HSM_MAKING_MAX = Duration.ofMinutes(10);

  /// How long a node destroys what it has doomed. Another node may take it over after
  /// [#HSM_MAKING_MAX]; what lies between is for a call that is under way.
  static final Duration HSM_DOOMED_MAX = Duration.ofMinutes(5);

  /// How long an object that nobody knows stays in the HSM.
  static final Duration HSM_ORPHAN_GRACE = Duration.ofDays(7);

  /// How many objects one run destroys. Each may take the HSM a minute, and the last of them must
  /// be over before another node may take it for its own: see [#HSM_DOOMED_MAX].
  static final int HSM_SWEEP_BATCH = 4;

  static final Duration HSM_RETRY = Duration.ofSeconds(1);

  private KeyLimits() {}

  public static Tags checkTags(Map<String, String> tags) {
    return ObjectLimits.checkTags("A key", MAX_TAG_TEXT, tags);
  }

  public static ReleasePolicy checkReleasePolicy(ReleasePolicy policy) {
    if (policy.data().length > MAX_RELEASE_POLICY_BYTES) {
      throw refused("The release policy is longer than " + MAX_RELEASE_POLICY_BYTES + " bytes.");
    }
    if (policy.contentType().length() > MAX_CONTENT_TYPE) {
      throw refused(
          "The contentType of the release policy is longer than "
              + MAX_CONTENT_TYPE
              + " characters.");
    }
    return policy;
  }

  /// For one more version of a key, which may be its first.
  static void checkRoom(VaultName hsm, ObjectStore.Held held) {
    if (held.versions() == 0 && held.objects() >= HSM_KEYS) {
      throw full("KeyLimitExceeded", "The managed HSM '" + hsm + "' holds " + HSM_KEYS + " keys.");
    }
    if (held.versions() >= HSM_VERSIONS) {
      throw full("KeyVersionLimitExceeded", "The key has " + HSM_VERSIONS + " versions.");
    }
  }

  private static RuntimeException full(String code, String message) {
    return new Problem.Conflict(code, message + " That is as many as there may be.").asException();
  }

  private static RuntimeException refused(String message) {
    return new Problem.Malformed(message).asException();
  }
}
