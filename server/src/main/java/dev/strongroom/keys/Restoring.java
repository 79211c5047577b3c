package dev.strongroom.keys;

import dev.strongroom.model.ObjectVersion;
import dev.strongroom.objects.Backup;
import dev.strongroom.objects.OpenedVersion;
import dev.strongroom.trust.SecretBytes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The versions of a key between their coming back to the HSM and their storing. Closing it wipes
/// what it holds; what was never stored is abandoned.
public final class Restoring implements AutoCloseable {
  record Version(KeyHome home, Made made) {}

  private final Map<ObjectVersion, Version> versions = new HashMap<>();
  private final boolean repeated;
  private boolean stored;

  public Restoring() {
    this(false);
  }

  private Restoring(boolean repeated) {
    this.repeated = repeated;
  }

  /// For what has nothing to do where every version of the backup is still there.
  public static Restoring repeated() {
    return new Restoring(true);
  }

  boolean isRepeated() {
    return repeated;
  }

  synchronized void add(ObjectVersion version, KeyHome home, Made made) {
    versions.put(version, new Version(home, made));
  }

  /// The backup with the new material in the place of the old.
  synchronized Backup<KeyProperties, Optional<RotationPolicy>> over(
      Backup<KeyProperties, Optional<RotationPolicy>> backup) {
    List<OpenedVersion<KeyProperties>> all = new ArrayList<>();
    for (OpenedVersion<KeyProperties> version : backup.versions()) {
      Version fresh = versions.get(version.properties().version());
      SecretBytes value = fresh == null ? version.value() : fresh.made().material();
      all.add(new OpenedVersion<>(version.properties(), value));
    }
    return new Backup<>(backup.tenant(), all, backup.besides());
  }

  synchronized List<Version> all() {
    return List.copyOf(versions.values());
  }

  synchronized void stored() {
    stored = true;
  }

  @Override
  public synchronized void close() {
    for (Version version : versions.values()) {
      if (stored) {
        version.made().close();
      } else {
        version.home().abandon(version.made());
      }
    }
  }
}
