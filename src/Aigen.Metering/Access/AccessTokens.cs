using Aigen.Chain;
using Aigen.Primitives;
using Aigen.Storage;

namespace Aigen.Metering;

/// <summary>
/// The access tokens that this node gave out: made and taken back by a wallet's signature, found by their hash. All of them are in memory,
/// and each change is on the disk before it is told.
/// </summary>
public sealed class AccessTokens
{
    private readonly Lock _lock = new();
    private readonly AccessTokenTable _table = new();
    private readonly IStore _store;
    private readonly Ledger _ledger;
    private readonly PublicKey _node;
    private readonly TimeProvider _time;
    private readonly SignedMessages _signed;
    private readonly AccessLimits _limits;

    public AccessTokens(IStore store, Ledger ledger, PublicKey node, TimeProvider time, AccessLimits? limits = null)
    {
        (_store, _ledger, _node, _time, _limits) = (store, ledger, node, time, limits ?? new AccessLimits());
        _signed = new SignedMessages(time);
        foreach (var token in AccessTokenStore.Load(store))
        {
            _table.Add(token);
        }
    }

    private long Now => _time.GetUtcNow().ToUnixTimeSeconds();

    /// <summary>A new token and its text, which nobody is told again, or why there is none.</summary>
    public (AccessTokenText? Text, AccessToken? Token, DeskRefusal? Refusal) Create(AccessGrant grant, WalletAdmission? admit = null)
    {
        if (Shutdown.Load(_ledger.State) is { } shutdown)
        {
            return (null, null, new ShutdownActive(shutdown.Reason));
        }

        var proof = grant.Proof;
        var login = MessagesOf(proof).Login(proof.Timestamp, grant.ExpiresAt, grant.Scopes, grant.Cap, proof.Nonce);
        if ((_signed.FindFault(proof, login) ?? grant.FindFault() ?? _signed.Use(proof, login, admit)) is { } refusal)
        {
            return (null, null, refusal);
        }

        var text = AccessTokenText.New();
        var token = new AccessToken(text.Hash, grant);
        lock (_lock)
        {
            using var batch = _store.CreateBatch();
            if ((MakeRoom(token.Wallet, batch) ?? Put(token, batch)) is { } fault)
            {
                return (null, null, fault);
            }

            _table.Add(token);
        }

        return (text, token, null);
    }

    /// <summary>The token of a text, where it is good for what is asked, or why it is not.</summary>
    public (AccessToken? Token, AccessRefused? Refusal) Find(AccessTokenText text, AccessScopes needed = AccessScopes.None)
    {
        AccessToken? token;
        lock (_lock)
        {
            token = _table.Find(text.Hash);
        }

        return token switch
        {
            null => (null, AccessRefused.Unknown),
            { RevokedAt: { } time } => (null, AccessRefused.Revoked(token, time)),
            _ when Now >= token.Grant.ExpiresAt => (null, AccessRefused.Expired(token)),
            _ when !token.Grant.Scopes.HasFlag(needed) => (null, AccessRefused.LacksScope(token, needed)),
            _ => (token, null),
        };
    }

    /// <summary>Every token of the wallet that signed, also those that are good no more, or why its signature is not taken.</summary>
    public (IReadOnlyList<AccessToken>? Tokens, DeskRefusal? Refusal) List(WalletProof proof, WalletAdmission? admit = null) =>
        _signed.Use(proof, MessagesOf(proof).List(proof.Timestamp, proof.Nonce), admit) is { } fault ? (null, fault) : (Of(proof.PublicKey.Address), null);

    public IReadOnlyList<AccessToken> Of(Address wallet)
    {
        lock (_lock)
        {
            return [.. _table.Of(wallet)];
        }
    }

    /// <summary>
    /// Ends tokens of the wallet that signed: the one of an id, or all of them; those that it ended. However many calls the wallet has made:
    /// whoever stole a token could else make so many that its wallet cannot take it back.
    /// </summary>
    /// <param name="proof">The wallet's signature.</param>
    /// <param name="tokenId">The token's id, or <see cref="AccessMessages.AllTokens"/>.</param>
    public (IReadOnlyList<AccessToken>? Revoked, DeskRefusal? Refusal) Revoke(WalletProof proof, string tokenId)
    {
        if (_signed.Use(proof, MessagesOf(proof).Revoke(proof.Timestamp, tokenId, proof.Nonce)) is { } fault)
        {
            return (null, fault);
        }

        var tokens = Of(proof.PublicKey.Address);
        var meant = tokenId == AccessMessages.AllTokens ? tokens : [.. tokens.Where(token => token.Id == tokenId)];
        return meant.Count == 0 && tokenId != AccessMessages.AllTokens
            ? (null, new BadOption("TokenId", $"\"{tokenId}\"", $"the id of a token of {proof.PublicKey.Address}, or {AccessMessages.AllTokens}"))
            : Revoke(meant);
    }

    /// <summary>Ends tokens that are known to be the caller's. They end at once, also where that cannot be stored, which is then refused.</summary>
    public (IReadOnlyList<AccessToken>? Revoked, DeskRefusal? Refusal) Revoke(IReadOnlyList<AccessToken> tokens)
    {
        lock (_lock)
        {
            using var batch = _store.CreateBatch();
            foreach (var token in tokens)
            {
                token.Revoke(Now);
                AccessTokenStore.PutRevoked(batch, token, token.RevokedAt!.Value);
            }

            return Write(batch) is { } fault ? (null, fault) : (tokens, null);
        }
    }

    private AccessMessages MessagesOf(WalletProof proof) => new(_ledger.Spec.NetworkMagic, _node, proof.PublicKey.Address);

    // Tokens that are good no more are kept, to say why, until their room is needed.
    private DeskRefusal? MakeRoom(Address wallet, IWriteBatch batch)
    {
        if (_table.Of(wallet).Count >= _limits.OfAWallet)
        {
            ForgetDead(_table.Of(wallet), batch);
        }

        var most = HasAnything(wallet) ? _limits.InAll : _limits.InAll / 2;
        if (_table.Count >= most)
        {
            ForgetDead(_table.All, batch);
        }

        return (_table.Of(wallet).Count, _table.Count) switch
        {
            var (own, _) when own >= _limits.OfAWallet => new TooManyTokens($"{wallet} has {own} access tokens that are alive, at most {_limits.OfAWallet} are allowed: revoke one"),
            var (_, all) when all >= most => new TooManyTokens($"this node has {all} access tokens that are alive, at most {most} are allowed for a wallet like this one: ask again later"),
            _ => null,
        };
    }

    private void ForgetDead(IEnumerable<AccessToken> tokens, IWriteBatch batch)
    {
        foreach (var token in tokens.Where(token => !token.IsAlive(Now) && token.Reserved == 0).ToArray())
        {
            AccessTokenStore.Delete(batch, token);
            _table.Remove(token);
        }
    }

    // Keys cost nothing to make: those that own something on the chain keep half of the room for themselves.
    private bool HasAnything(Address wallet) =>
        Account.Load(_ledger.State, wallet).Balance != Amount.Zero || CreditAccount.Load(_ledger.State, wallet) != Credit.Zero
        || Subscription.Load(_ledger.State, wallet).At(Now) != Tier.Free;

    private PaymentRefused? Put(AccessToken token, IWriteBatch batch)
    {
        AccessTokenStore.PutGrant(batch, token);
        return Write(batch);
    }

    private PaymentRefused? Write(IWriteBatch batch)
    {
        try
        {
            _store.Write(batch, Durability.Disk);
            return null;
        }
        catch (StoreException e)
        {
            return new PaymentRefused(Refusal.CannotWrite(e.Message));
        }
    }
}
