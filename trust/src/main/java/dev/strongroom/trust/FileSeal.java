package dev.strongroom.trust;

import java.nio.file.Path;
import java.security.SecureRandom;

/// The root key as 32 random bytes in a file that only its owner may read. For development, or
/// where the disk itself is protected by other means.
public final class FileSeal implements Seal {
  private final OwnerOnlyFile file;
  private final Providers providers;

  public FileSeal(Path path, Providers providers) {
    this.file = new OwnerOnlyFile(path);
    this.providers = providers;
  }

  @Override
  public String notice() {
    return "The root key lies unprotected on this disk, in "
        + file.path()
        + ". Whoever reads that file and the database can read every secret.";
  }

  @Override
  public boolean exists() {
    return file.exists();
  }

  @Override
  public RootKey create(SecureRandom random) {
    byte[] bytes = new byte[Algorithms.AES_KEY_BYTES];
    random.nextBytes(bytes);
    SecretBytes material = SecretBytes.owning(bytes);
    file.write(bytes);
    return new SoftwareRootKey(material, providers, random);
  }

  @Override
  public RootKey unseal(SecureRandom random) {
    SecretBytes material = file.read();
    if (material.length() != Algorithms.AES_KEY_BYTES) {
      int found = material.length();
      material.close();
      throw new SealRefused(
          file.path()
              + " holds "
              + found
              + " bytes; a root key has 32. Put the right file back from its backup. If this server"
              + " has never stored anything, delete the file and start again.");
    }
    return new SoftwareRootKey(material, providers, random);
  }
}
