/** A guard in a client of the AWS SDK 2: it asks Consimt before a message leaves. */
package consimt.guard;
