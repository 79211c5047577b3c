/// I speak PKCS #11 (Cryptoki 2.40) to the library that a vendor of HSMs ships, through
/// `java.lang.foreign`. I know functions, structures and numbers, and nothing of what they are used
/// for.
@NullMarked
package dev.strongroom.trust.pkcs11;

import org.jspecify.annotations.NullMarked;
