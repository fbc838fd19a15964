namespace Aigen.Crypto.Tests;

public sealed class KeyFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("aigen-keys-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Load_WhatCreateWrote_IsTheSameKeyForTheOwnerAlone()
    {
        var key = SigningKey.Generate();
        KeyFile.Create(File("a.json"), key);
        Assert.Equal(key.PublicKey, KeyFile.Load(File("a.json")).PublicKey);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File("a.json")));
    }

    [Fact]
    public void Create_FileExists_ThrowsAndKeepsIt()
    {
        var first = SigningKey.Generate();
        KeyFile.Create(File("a.json"), first);
        Assert.Throws<IOException>(() => KeyFile.Create(File("a.json"), SigningKey.Generate()));
        Assert.Equal(first.PublicKey, KeyFile.Load(File("a.json")).PublicKey);
    }

    [Theory]
    [InlineData("not json", "is not a key file")]
    [InlineData("{}", "secret_seed must be 32 bytes")]
    [InlineData("null", "secret_seed must be 32 bytes")]
    public void Load_NoKeyFile_SaysWhy(string content, string reason)
    {
        System.IO.File.WriteAllText(File("b.json"), content);
        Assert.Contains(reason, Assert.Throws<InvalidDataException>(() => KeyFile.Load(File("b.json"))).Message);
    }

    [Fact]
    public void Load_SeedOfAnotherKey_IsDamaged()
    {
        KeyFile.Create(File("a.json"), SigningKey.Generate());
        var other = SigningKey.Generate();
        var text = System.IO.File.ReadAllText(File("a.json"));
        var publicKey = KeyFile.Load(File("a.json")).PublicKey.ToString();
        System.IO.File.WriteAllText(File("a.json"), text.Replace(publicKey, other.PublicKey.ToString()));
        Assert.Contains("is damaged", Assert.Throws<InvalidDataException>(() => KeyFile.Load(File("a.json"))).Message);
    }

    private string File(string name) => Path.Combine(_folder, name);
}
