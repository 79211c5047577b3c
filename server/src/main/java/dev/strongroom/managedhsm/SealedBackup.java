package dev.strongroom.managedhsm;

import dev.strongroom.trust.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;

/// One full backup: a file for each key, and a manifest that names them. Every file is sealed under
/// the key of the security domain for its own name in its own backup: another HSM with the same
/// domain can open it, and nobody else.
///
/// @param key of the security domain
public record SealedBackup(
    BackupFolder folder, BackupPlace place, SecretBytes key, SecureRandom random) {
  /// Refuses a place where nothing can be written.
  public void check() {
    folder.check(place);
  }

  public void begin() {
    folder.begin(place);
  }

  public void write(String name, SecretBytes content) {
    put(file(name), content);
  }

  /// Only now it is a backup.
  public void finish(List<String> names) {
    byte[] list = String.join("\n", names).getBytes(StandardCharsets.US_ASCII);
    try (SecretBytes content = SecretBytes.owning(list)) {
      put(BackupFolder.MANIFEST, content);
    }
  }

  public List<String> names() {
    try (SecretBytes content = get(BackupFolder.MANIFEST)) {
      return DomainParcel.lines(content);
    }
  }

  /// The caller closes it.
  public SecretBytes open(String name) {
    return get(file(name));
  }

  private void put(String file, SecretBytes content) {
    folder.write(place, file, DomainParcel.under(key, tag(file), content, random));
  }

  private SecretBytes get(String file) {
    return DomainParcel.open(key, tag(file), folder.read(place, file))
        .orElseThrow(() -> BackupFolder.damaged(file));
  }

  private String tag(String file) {
    return "strongroom-backup/" + place.folder() + "/" + file;
  }

  private static String file(String name) {
    return "key-" + name;
  }

  @Override
  public String toString() {
    return "SealedBackup[" + place.uri() + "]";
  }
}
