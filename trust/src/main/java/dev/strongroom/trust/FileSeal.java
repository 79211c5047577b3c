package dev.strongroom.trust;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;

/// The root key as 32 random bytes in a file that only its owner may read. For development, or
/// where the disk itself is protected by other means.
public final class FileSeal implements Seal {
  private final RootFiles files;
  private final Providers providers;

  public FileSeal(Path path, Providers providers) {
    this.files = new RootFiles(path);
    this.providers = providers;
  }

  @Override
  public String notice() {
    return "The root key lies unprotected on this disk, in "
        + files.first()
        + ". Whoever reads that file and the database can read every secret.";
  }

  @Override
  public boolean exists() {
    return files.exist();
  }

  @Override
  public RootKey create(SecureRandom random) {
    if (exists()) {
      throw new SealRefused(files.first() + " exists already; a root key is never overwritten.");
    }
    return draft(random).make();
  }

  @Override
  public RootKey unseal(SecureRandom random) {
    return opened(files.only(), random);
  }

  @Override
  public RootKey unseal(SecureRandom random, String id) {
    return files.open(id, file -> opened(file, random));
  }

  @Override
  public List<String> ids(SecureRandom random) {
    return files.ids(file -> idOf(file, random));
  }

  @Override
  public Draft draft(SecureRandom random) {
    byte[] bytes = new byte[Algorithms.AES_KEY_BYTES];
    random.nextBytes(bytes);
    SecretBytes content = SecretBytes.owning(bytes.clone());
    SecretBytes material = SecretBytes.owning(bytes);
    return new SoftwareDraft(new SoftwareRootKey(material, providers, random), content, files);
  }

  @Override
  public void destroy(SecureRandom random, String id) {
    files.destroy(id, file -> Optional.of(idOf(file, random)));
  }

  @Override
  public String place() {
    return "file " + files.first().toAbsolutePath().normalize();
  }

  private String idOf(OwnerOnlyFile file, SecureRandom random) {
    try (RootKey root = opened(file, random)) {
      return root.id();
    }
  }

  private SoftwareRootKey opened(OwnerOnlyFile file, SecureRandom random) {
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
