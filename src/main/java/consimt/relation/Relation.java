package consimt.relation;

/** One person and one business. */
public record Relation(UserId userId, BusinessId businessId) {}
