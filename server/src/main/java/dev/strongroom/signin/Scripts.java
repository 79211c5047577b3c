package dev.strongroom.signin;

/// The scripts of our pages, word for word: the policy of a page names their hash.
final class Scripts {
  private static final String BYTES =
      """
      const bytes=t=>Uint8Array.from(atob(t.replace(/-/g,'+').replace(/_/g,'/')),c=>c.charCodeAt(0));
      const text=b=>btoa(String.fromCharCode(...new Uint8Array(b))).replace(/\\+/g,'-').replace(/\\//g,'_').replace(/=/g,'');
      const form=document.getElementById('passkey'),problem=document.getElementById('passkey-problem');
      const failed=()=>{problem.textContent='The passkey was not used. Try again, or go on without it.'};
      """;

  /// Uses a passkey of this site.
  static final String USE_PASSKEY =
      BYTES
          + """
          if(window.PublicKeyCredential){form.hidden=false;form.addEventListener('submit',async event=>{
          event.preventDefault();
          try{const made=await navigator.credentials.get({publicKey:{challenge:bytes(form.dataset.challenge),userVerification:'required'}});
          form.elements.handle.value=text(made.rawId);
          form.elements.client.value=text(made.response.clientDataJSON);
          form.elements.data.value=text(made.response.authenticatorData);
          form.elements.signature.value=text(made.response.signature);
          form.submit()}catch{failed()}})}
          """;

  /// Makes a passkey for this site.
  static final String MAKE_PASSKEY =
      BYTES
          + """
          if(window.PublicKeyCredential){form.hidden=false;form.addEventListener('submit',async event=>{
          event.preventDefault();
          try{const made=await navigator.credentials.create({publicKey:{challenge:bytes(form.dataset.challenge),
          rp:{name:'Strongroom'},user:{id:bytes(form.dataset.user),name:form.dataset.name,displayName:form.dataset.name},
          pubKeyCredParams:[{type:'public-key',alg:-7},{type:'public-key',alg:-8},{type:'public-key',alg:-257}],
          authenticatorSelection:{residentKey:'required',userVerification:'required'},attestation:'none'}});
          form.elements.client.value=text(made.response.clientDataJSON);
          form.elements.made.value=text(made.response.attestationObject);
          form.submit()}catch{failed()}})}
          """;

  /// The code of a one-time link stands behind the `#`, which no server and no log ever sees.
  static final String TAKE_CODE =
      """
      const code=location.hash.slice(1);if(code){document.getElementById('code').value=code;history.replaceState(null,'',location.pathname)}
      """;

  /// Sends the answer on to the application.
  static final String SEND_ON = "document.forms[0].submit()";

  private Scripts() {}
}
