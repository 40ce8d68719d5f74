package consimt.access;

import consimt.ledger.Source.Signer;
import consimt.relation.BusinessId;
import java.time.Instant;

/**
 * A key by which a vendor tells of people. It has no end, because an end that nobody sees loses refusals.
 *
 * @param source the name of the vendor's file
 * @param signer who holds the key: the operator, or the business it was handed to, which can tell anything by it
 * @param issuedAt to the second
 */
public record SourceKey(String id, BusinessId of, String source, Signer signer, Instant issuedAt) {}
