package consimt.access;

import consimt.business.BusinessSettings;
import consimt.consent.OptOuts;
import consimt.kit.World;
import consimt.permission.ContactPermissions;
import consimt.relation.Standings;
import consimt.runtime.Metrics;
import consimt.secret.Secrets;
import consimt.unsubscribe.Unsubscribe;
import java.time.Clock;
import java.util.Optional;

/** The functions about callers, as the application sets them up. */
public record Access(
        AuthorizeCaller authorizer,
        IssuePersonLink issue,
        IssuePersonLinks issueMany,
        LinkMaker links,
        RevokePersonLinks revoke,
        IssueBusinessToken issueToken,
        SourceKeys keys,
        Unsubscribe unsubscribe) {

    public static final String KEY = "consimt/link-key";

    /** One for all tests. */
    public static final TestIssuer ISSUER = new TestIssuer();

    /** As a new process of the world makes and reads them. */
    static LinkTokens links(World world) {
        return new LinkTokens(sealed(world));
    }

    static SealedTexts sealed(World world) {
        return new SealedTexts(world.secrets.secrets(world.clock), KEY);
    }

    static ProviderTokens provider(TestIssuer issuer, Clock clock) {
        return new ProviderTokens(
                Optional.of(issuer.address()), Optional.of(TestIssuer.AUDIENCE), Optional.empty(), "businessId", clock);
    }

    public static Access on(
            Revocations revocations,
            OptOuts optOuts,
            ContactPermissions permissions,
            Standings standings,
            BusinessSettings settings,
            Secrets secrets,
            Metrics metrics,
            Clock clock) {
        SealedTexts sealed = new SealedTexts(secrets, KEY);
        LinkTokens tokens = new LinkTokens(sealed);
        Links links = new Links(tokens, revocations, clock);
        BusinessTokens own = new BusinessTokens(sealed, revocations, clock);
        SourceKeys keys = new SourceKeys(sealed, revocations);
        LinkMaker maker = new LinkMaker(
                tokens, settings, Optional.of("https://consimt.example"), Optional.of("https://pages.example"), clock);
        return new Access(
                new AuthorizeCaller(new Callers(provider(ISSUER, clock), own, links, settings), settings, metrics),
                new IssuePersonLink(maker),
                new IssuePersonLinks(maker),
                maker,
                new RevokePersonLinks(revocations, clock),
                new IssueBusinessToken(
                        own,
                        keys,
                        revocations,
                        settings,
                        Optional.of("https://consimt.example"),
                        Optional.empty(),
                        clock),
                keys,
                new Unsubscribe(
                        links,
                        new PageFields(sealed, clock),
                        optOuts,
                        permissions,
                        standings,
                        settings,
                        metrics,
                        clock));
    }
}
