/// I answer while the server is sealed: that it is, and to operators who bring their shares. I open
/// nothing and record nothing; the audit log is sealed too.
@NullMarked
package dev.strongroom.unsealing;

import org.jspecify.annotations.NullMarked;
