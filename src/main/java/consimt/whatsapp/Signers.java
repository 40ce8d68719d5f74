package consimt.whatsapp;

import consimt.business.Business;
import consimt.business.Business.WhatsApp;
import consimt.business.BusinessSettings;
import consimt.ledger.Source.Signer;
import consimt.relation.BusinessId;
import consimt.runtime.Parallel;
import consimt.runtime.Setting;
import consimt.secret.Secrets;
import consimt.whatsapp.envelope.Envelope;
import consimt.whatsapp.envelope.Numbers;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which secrets must have signed an envelope: for each business in it the secret that it names, or else the operator's;
 * for an unknown number the operator's. If one does not match, the whole envelope is refused.
 *
 * @param operatorsSecrets the names of the operator's app secrets: first that of businesses which name none, then those
 *     that businesses name and the operator holds. What they sign is the operator's word
 * @param operatorsToken the name of the operator's token, which proves the address
 */
@Singleton
record Signers(BusinessSettings settings, Secrets secrets, List<String> operatorsSecrets, String operatorsToken) {

    @Inject
    Signers(BusinessSettings settings, Secrets secrets) {
        this(settings, secrets, names(), Setting.text("consimt.whatsapp.verify-token-name"));
    }

    private static List<String> names() {
        Stream<String> others = Setting.find("consimt.whatsapp.operator-secret-names").stream()
                .flatMap(names -> Stream.of(names.split(",")))
                .map(String::strip);
        return Stream.concat(Stream.of(Setting.text("consimt.whatsapp.app-secret-name")), others)
                .toList();
    }

    /**
     * The owners of an envelope's numbers, if all of them signed it. The owners and their settings are read for each
     * envelope, because numbers move; all that is recorded of the envelope uses them. A stranger's envelope costs one
     * read of a number's owner and one of the owner's settings, however many numbers it names: the first missing
     * signature ends it.
     *
     * @param named the business that the address names
     */
    Optional<NumberOwners> signed(byte[] body, String header, Numbers numbers, Optional<BusinessId> named) {
        Set<String> right = new HashSet<>();
        List<String> all = List.copyOf(numbers.ids());
        if (all.isEmpty()) {
            named.ifPresent(settings::fresh);
            return isRight(body, header, secretOf(named), right)
                    ? Optional.of(new NumberOwners(Map.of(), Set.of()))
                    : Optional.empty();
        }
        Map<String, BusinessId> owners = new ConcurrentHashMap<>();
        Set<BusinessId> signing = new HashSet<>();
        for (List<String> some : List.of(all.subList(0, 1), all.subList(1, all.size()))) {
            read(some, owners);
            for (String number : some) {
                BusinessId owner = owners.get(number);
                String secret = secretOf(Optional.ofNullable(owner));
                if (!isRight(body, header, secret, right)) {
                    return Optional.empty();
                }
                if (owner != null && !operatorsSecrets.contains(secret)) {
                    signing.add(owner);
                }
            }
        }
        return Optional.of(new NumberOwners(owners, signing));
    }

    NumberOwners trusted(Envelope envelope) {
        Map<String, BusinessId> owners = new ConcurrentHashMap<>();
        read(envelope.phoneNumberIds(), owners);
        return new NumberOwners(owners, Set.of());
    }

    /**
     * Adds the owners of these numbers, and reads the settings of the new owners.
     *
     * @throws consimt.runtime.StoreUnavailable if any of it could not be read
     */
    private void read(Collection<String> numbers, Map<String, BusinessId> owners) {
        Set<BusinessId> known = Set.copyOf(owners.values());
        Parallel.run(numbers.stream()
                .<Runnable>map(number ->
                        () -> settings.ownerOf(number).ifPresent(businessId -> owners.put(number, businessId)))
                .toList());
        Parallel.run(owners.values().stream()
                .distinct()
                .filter(businessId -> !known.contains(businessId))
                .<Runnable>map(businessId -> () -> settings.fresh(businessId))
                .toList());
    }

    /** @param right the names of the secrets that matched before */
    private boolean isRight(byte[] body, String header, String name, Set<String> right) {
        if (right.contains(name)) {
            return true;
        }
        boolean is = Signature.isRight(body, header, secrets.named(name))
                || Signature.isRight(body, header, secrets.fresh(name));
        return is && right.add(name);
    }

    private String secretOf(Optional<BusinessId> businessId) {
        return name(businessId, WhatsApp::appSecretName, operatorsSecrets.get(0));
    }

    boolean knows(String token, Optional<BusinessId> named) {
        String name = name(named, WhatsApp::verifyTokenName, operatorsToken);
        return secrets.named(name).stream().anyMatch(secret -> secret.is(token))
                || secrets.fresh(name).stream().anyMatch(secret -> secret.is(token));
    }

    private String name(Optional<BusinessId> businessId, Function<WhatsApp, @Nullable String> own, String otherwise) {
        return businessId
                .map(settings::of)
                .map(Business::whatsapp)
                .flatMap(whatsapp -> Optional.ofNullable(own.apply(whatsapp)))
                .orElse(otherwise);
    }

    /**
     * The owners of an envelope's numbers, as the store had them at its arrival. The owners' settings were read at the same
     * time.
     *
     * @param owners the businesses by the ids of their numbers; unknown numbers are absent
     * @param signing the businesses that signed the envelope with a secret of their own
     */
    record NumberOwners(Map<String, BusinessId> owners, Set<BusinessId> signing) {

        /** Who vouches for what the envelope tells about a business's people. */
        Signer signerOf(BusinessId business) {
            return signing.contains(business) ? Signer.BUSINESS : Signer.OPERATOR;
        }
    }
}
