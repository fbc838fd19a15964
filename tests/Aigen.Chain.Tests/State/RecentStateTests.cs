using Aigen.Primitives;

namespace Aigen.Chain.Tests.State;

public sealed class RecentStateTests
{
    private static readonly StateKey Key = StateKey.Account(Address.From(new byte[Address.Length]));

    private readonly CountedState _stored = new();
    private readonly RecentState _state;

    public RecentStateTests() => _state = new RecentState(_stored);

    [Fact]
    public void Get_AgainBeforeTheNextBlock_DoesNotAskTheStore()
    {
        _stored.Value = [1];

        Assert.Equal([1], _state.Get(Key));
        Assert.Equal([1], _state.Get(Key));

        Assert.Equal(1, _stored.Asked);
    }

    [Fact]
    public void Get_OfWhatIsNotThere_IsKeptToo()
    {
        Assert.Null(_state.Get(Key));
        Assert.Null(_state.Get(Key));

        Assert.Equal(1, _stored.Asked);
    }

    [Fact]
    public void Get_BehindABlock_IsWhatItLeft()
    {
        _stored.Value = [1];
        _state.Get(Key);

        _state.BeginWrite();
        _stored.Value = [2];
        _state.EndWrite();

        Assert.Equal([2], _state.Get(Key));
    }

    [Fact]
    public void Get_BesideAWriteThatFails_IsForgotten()
    {
        _stored.Value = [1];
        _state.Get(Key);
        _state.BeginWrite();
        _stored.Value = [2];
        Assert.Equal([2], _state.Get(Key));

        _stored.Value = [1];

        Assert.Equal([1], _state.Get(Key));
    }

    [Fact]
    public void Get_BehindAWriteThatFailedAndOneThatDidNot_IsKeptAgain()
    {
        _state.BeginWrite();
        _state.BeginWrite();
        _state.EndWrite();

        _state.Get(Key);
        _state.Get(Key);

        Assert.Equal(1, _stored.Asked);
    }

    [Fact]
    public void Get_ThatABlockOvertakes_IsNotKept()
    {
        _stored.Value = [1];
        _stored.WhileAsked = () =>
        {
            _state.BeginWrite();
            _stored.Value = [2];
            _state.EndWrite();
        };
        _state.Get(Key);
        _stored.WhileAsked = null;

        Assert.Equal([2], _state.Get(Key));
    }

    [Fact]
    public void Get_OfMoreThanThereIsRoomFor_IsOfItsOwnKey()
    {
        var keys = Enumerable.Range(0, 50_000).Select(static i => StateKey.Proposal($"sip-{i}")).ToArray();
        var state = new RecentState(new EchoState());

        for (var round = 0; round < 2; round++)
        {
            Assert.All(keys, key => Assert.True(key.Bytes.SequenceEqual(state.Get(key))));
        }
    }

    private sealed class CountedState : IStateReader
    {
        public byte[]? Value { get; set; }

        public Action? WhileAsked { get; set; }

        public int Asked { get; private set; }

        public byte[]? Get(StateKey key)
        {
            Asked++;
            var value = Value;
            WhileAsked?.Invoke();
            return value;
        }
    }

    /// <summary>Has every key under itself.</summary>
    private sealed class EchoState : IStateReader
    {
        public byte[]? Get(StateKey key) => key.Bytes.ToArray();
    }
}
