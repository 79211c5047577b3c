package dev.strongroom.trust;

/// A root key in memory that is to lie in a file.
///
/// @param content of the file; wiped when it is written
record SoftwareDraft(SoftwareRootKey root, SecretBytes content, RootFiles files)
    implements Seal.Draft {
  @Override
  public String id() {
    return root.id();
  }

  @Override
  public RootKey make() {
    files.write(root.id(), content);
    return root;
  }
}
