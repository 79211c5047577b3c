/// I own the directory (tenants, applications, managed identities, groups, users and what each
/// proves itself with), the keys that sign tokens, the issuing of tokens, and turning a token back
/// into a caller.
@NullMarked
package dev.strongroom.identity;

import org.jspecify.annotations.NullMarked;
