using Aigen.Chain.Tests.Support;

namespace Aigen.Chain.Tests.Proofs;

public sealed class HeaderFileTests : IDisposable
{
    private readonly ProofChain _chain = new();
    private readonly MemoryStream _file = new();

    public void Dispose() => _chain.Dispose();

    [Fact]
    public void Read_WhatWasWrittenInParts_IsAllOfIt()
    {
        Assert.Null(HeaderFile.Continue(_file));
        Write(0, 2);
        _file.Position = 0;
        Assert.Equal(1UL, HeaderFile.Continue(_file)?.Height);
        Write(2, 4);
        _file.Position = 0;
        Assert.Equal(_chain.Headers, HeaderFile.Read(_file));
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(HeaderFile.HeaderLength - 1, 0)]
    [InlineData(HeaderFile.HeaderLength, 1)]
    [InlineData((2 * HeaderFile.HeaderLength) - 1, 1)]
    public void Continue_CutFile_GoesOnAfterTheLastWholeHeader(int length, int whole)
    {
        HeaderFile.Continue(_file);
        Write(0, 2);
        _file.SetLength(HeaderFile.Tag.Length + length);
        _file.Position = 0;
        Assert.Equal(whole, (int)(HeaderFile.Continue(_file)?.Height + 1 ?? 0));
        Write(whole, 4);
        _file.Position = 0;
        Assert.Equal(_chain.Headers, HeaderFile.Read(_file));
    }

    [Fact]
    public void Read_CutFile_SaysHowFarItGoes()
    {
        HeaderFile.Continue(_file);
        Write(0, 2);
        _file.SetLength(_file.Length - 5);
        _file.Position = 0;
        var fault = Assert.Throws<InvalidDataException>(() => HeaderFile.Read(_file).ToList());
        Assert.Contains("280 of 285 bytes", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Continue_AnotherFile_LeavesItAsItIs()
    {
        _file.Write("a letter to somebody"u8);
        _file.Position = 0;
        Assert.Throws<InvalidDataException>(() => HeaderFile.Continue(_file));
        Assert.Equal("a letter to somebody"u8.ToArray(), _file.ToArray());
    }

    private void Write(int from, int to)
    {
        foreach (var header in _chain.Headers.Take(to).Skip(from))
        {
            _file.Write(header.Encode());
        }
    }
}
